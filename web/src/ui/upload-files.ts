/** What the server takes (product.md §1.3). */
export const takenTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/webp']
const mostBytes = 20 * 1024 * 1024

/** Parts what can be sent from what the server would refuse anyway, before any of it travels. */
export function picturesAmong(files: readonly File[]): { readonly pictures: readonly File[]; readonly refused: readonly File[] } {
  const fits = (file: File): boolean => takenTypes.includes(file.type) && file.size <= mostBytes
  return { pictures: files.filter(fits), refused: files.filter((file) => !fits(file)) }
}
