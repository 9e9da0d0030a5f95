const keptMs = 60_000

/** Lets the browser save bytes that are here already. The address is kept for a while: some browsers begin to read it late. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), keptMs)
}
