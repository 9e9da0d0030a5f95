/** Colour words, as people mean them. */
const colours: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [204, 52, 51],
  crimson: [170, 30, 52],
  orange: [236, 128, 44],
  yellow: [240, 200, 60],
  gold: [212, 168, 64],
  golden: [212, 168, 64],
  green: [74, 150, 84],
  teal: [30, 132, 134],
  turquoise: [64, 190, 186],
  blue: [58, 108, 196],
  navy: [36, 48, 92],
  purple: [124, 76, 168],
  violet: [134, 92, 190],
  lavender: [186, 170, 222],
  pink: [236, 130, 168],
  magenta: [204, 60, 144],
  brown: [118, 78, 52],
  beige: [222, 204, 174],
  cream: [244, 234, 212],
  black: [40, 40, 46],
  white: [242, 242, 240],
  gray: [142, 146, 152],
  grey: [142, 146, 152],
  silver: [190, 196, 204],
  blonde: [214, 178, 112],
}

export type Rgb = readonly [number, number, number]

/** The first colour that the words name; null for none. */
export function colourIn(text: string): Rgb | null {
  const word = text
    .toLowerCase()
    .match(/\p{L}+/gu)
    ?.find((one) => colours[one] !== undefined)
  return word === undefined ? null : (colours[word] ?? null)
}

export const hexOf = ([r, g, b]: Rgb): string => [r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')

/** `#rrggbb` or `rrggbb`. */
export const rgbOf = (hex: string): Rgb => {
  const value = Number.parseInt(hex.replace('#', ''), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** Between two colours; 0 is the first, 1 the second. */
export const mixed = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

export const luma = ([r, g, b]: Rgb): number => 0.299 * r + 0.587 * g + 0.114 * b
