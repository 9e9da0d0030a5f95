/** Whether a text can be an id. What comes from an address is asked before it is put into another one: `ids` and `../session` lead elsewhere. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
