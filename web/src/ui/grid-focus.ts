/** The picture's cell that an element lies in. */
export const cellOf = (element: Element | null): HTMLElement | null => element?.closest<HTMLElement>('[data-image]') ?? null

/** Gives a picture the focus and brings it into sight; false when it is not in the page. */
export function focusOn(frame: HTMLElement | null, id: string): boolean {
  const cell = frame?.querySelector<HTMLElement>(`[data-image="${id}"]`) ?? null
  cell?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true })
  cell?.scrollIntoView({ block: 'nearest' })
  return cell !== null
}

/** The picture to which an arrow leads: up and down go to the nearest one in the next row. Only of what is in the page. */
export function neighbourOf(key: string, here: HTMLElement, frame: HTMLElement | null): string | undefined {
  const cells = [...(frame?.querySelectorAll<HTMLElement>('[data-image]') ?? [])]
  return targetOf(key, here, cells)?.dataset['image']
}

function targetOf(key: string, here: HTMLElement, cells: readonly HTMLElement[]): HTMLElement | undefined {
  const at = cells.indexOf(here)
  if (key === 'ArrowRight') return cells[at + 1]
  if (key === 'ArrowLeft') return cells[at - 1]
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  const boxes = new Map(cells.map((cell) => [cell, cell.getBoundingClientRect()]))
  const topOf = (cell: HTMLElement): number => boxes.get(cell)?.top ?? 0
  const middleOf = (cell: HTMLElement): number => (boxes.get(cell)?.left ?? 0) + (boxes.get(cell)?.width ?? 0) / 2
  const wanted = cells.filter((cell) => (key === 'ArrowDown' ? topOf(cell) > topOf(here) + 1 : topOf(cell) < topOf(here) - 1))
  const rowTop = (key === 'ArrowDown' ? Math.min : Math.max)(...wanted.map(topOf))
  const off = (cell: HTMLElement): number => Math.abs(middleOf(cell) - middleOf(here))
  return wanted.filter((cell) => Math.abs(topOf(cell) - rowTop) < 1).sort((one, other) => off(one) - off(other))[0]
}
