import type { MaskEngine } from './mask-engine.ts'

export const stroke = (
  engine: MaskEngine,
  points: readonly (readonly [number, number])[],
  sizePx: number,
  blend: 'add' | 'remove' = 'add',
  hardness = 1,
) => {
  const [first, ...rest] = points.map(([x, y]) => ({ x, y }))
  if (first === undefined) return
  engine.beginStroke({ sizePx, hardness }, blend, first)
  engine.strokeTo(rest)
  engine.endStroke()
}

/** The plane as text: # for full, . for empty, + for anything soft. */
export const drawn = (engine: MaskEngine): readonly string[] =>
  Array.from({ length: engine.plane.heightPx }, (_, y) =>
    [...engine.plane.alpha.subarray(y * engine.plane.widthPx, (y + 1) * engine.plane.widthPx)]
      .map((value) => (value === 255 ? '#' : value === 0 ? '.' : '+'))
      .join(''),
  )

export const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((value, index) => value === b[index])
