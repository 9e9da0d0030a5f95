/** For tests: the entries of a zip by its central directory, stored ones only. Throws for what is not a whole zip. */
export function entriesOf(zip: Buffer): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('the zip has no end')
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    if (zip.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new Error('an entry is missing in the directory')
    if (zip.readUInt16LE(at + 10) !== 0) throw new Error('an entry is compressed')
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)]
    const size = zip.readUInt32LE(at + 24)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const entry = { name: zip.toString('utf8', at + 46, at + 46 + nameLength), bytes: zip.subarray(start, start + size) }
    at += 46 + nameLength + extraLength + commentLength
    return entry
  })
}
