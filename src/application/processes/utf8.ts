/** Text as UTF-8 bytes, without the platform's encoder, which this ring does not know. Throws for half a surrogate pair. */
export function utf8(text: string): Uint8Array {
  const bytes = encodeURIComponent(text).replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const packed = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += 1) packed[at] = bytes.charCodeAt(at)
  return packed
}
