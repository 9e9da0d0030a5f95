/** `1,284`. */
export const figure = (n: number): string => n.toLocaleString('en')

/** `1 picture`, `1,284 pictures`. */
export const count = (n: number, one: string, many: string): string => `${figure(n)} ${n === 1 ? one : many}`
