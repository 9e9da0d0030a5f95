/** Strokes of the letters the label needs, in a box 4 wide and 6 high, baseline at 6. Drawn, because a bare machine has no fonts. */
const letters: Readonly<Record<string, string>> = {
  P: 'M0 6V0H2.2A1.7 1.7 0 0 1 2.2 3.4H0',
  r: 'M0 6V2.2M0 3.8C.4 2.6 1.2 2.1 2.2 2.2',
  e: 'M.1 4H3.3C3.3 1.4 0 1.4 0 4.1C0 6.6 2.4 6.5 3.1 5.3',
  v: 'M0 2.2L1.7 6L3.4 2.2',
  i: 'M0 2.2V6M0 .5V.6',
  w: 'M0 2.2L1.2 6L2.4 2.4L3.6 6L4.8 2.2',
  n: 'M0 6V2.2M0 3.7C.6 1.7 3.2 1.6 3.2 3.8V6',
  g: 'M3.2 2.2V6.3C3.2 8.2 .9 8.2 .3 7.3M3.2 4.1C3.2 1.5 0 1.5 0 4.1C0 6.7 3.2 6.7 3.2 4.1',
}
const advance: Readonly<Record<string, number>> = { P: 5, r: 3.3, e: 4.9, v: 4.9, i: 1.7, w: 6.3, n: 4.8, g: 4.8, ' ': 2.6 }

const text = 'Preview engine'
const textWidth = [...text].reduce((sum, letter) => sum + (advance[letter] ?? 0), 0)

export type LabelBox = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** Where the label lies in a picture: a small plate in the lower left corner, in pixels. */
export function labelBox(widthPx: number, heightPx: number): LabelBox {
  const unit = Math.min(widthPx, heightPx) / 540
  const gap = 9 * unit
  const [width, height] = [(textWidth + 9) * unit * 1.25, 17 * unit]
  return { left: gap, top: heightPx - gap - height, width, height }
}

/** The label "Preview engine" as part of an SVG of that size: nobody shall take a preview for the picture of a trained model. */
export function labelSvg(widthPx: number, heightPx: number): string {
  const { left, top, width, height } = labelBox(widthPx, heightPx)
  const scale = width / (textWidth + 9)
  let at = 4.8
  const strokes = [...text].map((letter) => {
    const path = letters[letter]
    const drawn = path === undefined ? '' : `<path transform="translate(${at.toFixed(2)} 0)" d="${path}"/>`
    at += advance[letter] ?? 0
    return drawn
  })
  const middle = top + height / 2 - 3.6 * scale
  return `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${height / 2}" fill="#10131c" fill-opacity=".46"/><g transform="translate(${left} ${middle}) scale(${scale})" fill="none" stroke="#fff" stroke-opacity=".88" stroke-width=".85" stroke-linecap="round" stroke-linejoin="round">${strokes.join('')}</g>`
}
