import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const prefix = 'sealed:1:'
const nonceBytes = 12
const tagBytes = 16

/** AES-256-GCM; `context` (event id and field) is authenticated along, so that a sealed text cannot be moved to another place. */
export function seal(text: string, key: Uint8Array, context: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return prefix + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Throws when the text was not sealed with this key for this context. */
export function open(envelope: string, key: Uint8Array, context: string): string {
  if (!envelope.startsWith(prefix)) throw new Error('a protected text lies unsealed in the log')
  const bytes = Buffer.from(envelope.slice(prefix.length), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const text = decipher.update(bytes.subarray(nonceBytes + tagBytes)).toString('utf8')
  // Holds nothing more, but throws when the tag does not fit.
  decipher.final()
  return text
}
