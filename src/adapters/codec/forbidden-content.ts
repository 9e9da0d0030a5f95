import { EventRejected } from '../../application/ports/event-store.ts'

const forbidden: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a data: address', pattern: /\bdata:[a-z]+\/[a-z0-9.+-]+[;,]/i },
  { what: 'a signed address', pattern: /X-Amz-/i },
  { what: 'bytes as base64', pattern: /[A-Za-z0-9+/_-]{201,}/ },
]

/** The log is for ever: bytes, signed addresses and what looks like them are kept out of it. `data` comes without its protected texts. */
export function refuseForbidden(type: string, data: object): void {
  JSON.stringify(data, (key, value: unknown) => {
    if (typeof value !== 'string') return value
    const found = forbidden.find(({ pattern }) => pattern.test(value))
    if (found !== undefined) throw new EventRejected(`${type}.${key} holds ${found.what}`)
    return value
  })
}
