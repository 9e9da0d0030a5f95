import { hexOf, mixed, rgbOf } from '../colours.ts'
import type { HairStyle, Portrait } from '../prompt-reader.ts'
import type { AvatarChoice } from './avatar-parts.ts'

/** Hair as a top of the avatar set, what hangs behind the head, and what lies over the face and shoulders. */
export type Hair = { readonly top: AvatarChoice['top']; readonly behind: string; readonly before: string; readonly colour: string }

export function hairOf({ hair, gender, identity }: Portrait): Hair {
  const colour = hairHex[hair.colour] ?? '6b4331'
  const shade = hexOf(mixed(rgbOf(colour), [10, 6, 20], 0.28))
  const gleam = hexOf(mixed(rgbOf(colour), [255, 255, 255], 0.22))
  const pickOf = <Top>(tops: readonly Top[]): Top => tops[identity % tops.length] as Top
  const only = (top: AvatarChoice['top']): Hair => ({ top, behind: '', before: '', colour })
  const style: HairStyle = hair.style
  switch (style) {
    case 'long straight':
      return only(gender === 'male' ? 'straight02' : pickOf(['straight01', 'straight02', 'straightAndStrand']))
    case 'long wavy':
      return only('bigHair')
    case 'long curly':
      return { top: 'curly', behind: curls(colour, shade), before: '', colour }
    case 'shoulder-length':
      return only('longButNotTooLong')
    case 'bob':
      return only(pickOf(['bob', 'miaWallace']))
    case 'pixie':
      return only(gender === 'male' ? 'shortWaved' : 'shaggy')
    case 'braids':
      return {
        top: null,
        behind: '',
        before: partedCap(colour, gleam) + braid(48, colour, shade) + braid(216, colour, shade),
        colour,
      }
    case 'ponytail':
      return { top: null, behind: ponytail(colour, shade), before: slickCap(colour, gleam), colour }
    case 'bun':
      return only('bun')
    case 'buzz cut':
      return only(pickOf(['theCaesar', 'theCaesarAndSidePart']))
    case 'short':
      return only(gender === 'male' ? pickOf(['shortFlat', 'shortWaved', 'shortRound']) : pickOf(['shortCurly', 'shortWaved']))
    case 'afro':
      return only('fro')
    case 'dreadlocks':
      return only(gender === 'male' ? 'dreads01' : 'dreads')
    case 'bald':
      return only(null)
  }
}

const hairHex: Readonly<Record<string, string>> = {
  black: '2b2428',
  brown: '6b4331',
  blonde: 'd9ae66',
  blond: 'd9ae66',
  auburn: '8c3f26',
  red: 'b8492a',
  ginger: 'c8642f',
  gray: '97989e',
  grey: '97989e',
  silver: 'c4c7cf',
  white: 'ebe8e4',
  pink: 'ee8fb6',
  blue: '4f80cc',
  purple: '8059b2',
  green: '4f9c6c',
  teal: '2d9092',
  orange: 'da772e',
}

const partedCap = (colour: string, gleam: string): string =>
  `<path d="M70 118C62 56 92 22 132 22S202 56 194 118C192 90 178 70 152 58 142 53 135 47 132 40 129 47 122 53 112 58 86 70 72 90 70 118Z" fill="#${colour}"/><path d="M132 40C128 32 128 28 130 23M96 50C104 40 112 34 122 30" stroke="#${gleam}" stroke-width="3" fill="none" stroke-linecap="round" stroke-opacity=".7"/>`

const slickCap = (colour: string, gleam: string): string =>
  `<path d="M71 112C62 52 92 20 132 20S202 52 193 112C190 82 170 58 132 56 94 58 74 82 71 112Z" fill="#${colour}"/><path d="M92 60C102 44 118 36 134 34M112 50C124 42 142 38 158 42" stroke="#${gleam}" stroke-width="3.400" fill="none" stroke-linecap="round" stroke-opacity=".6"/>`

/** Knots one above the other, thinner to the end, with a ribbon. */
function braid(x: number, colour: string, shade: string): string {
  const lean = x < 132 ? 1 : -1
  const knots = Array.from({ length: 8 }, (_, at) => {
    const [cx, cy, r] = [x + lean * (18 - at * 2.4), 116 + at * 16.5, 14 - at * 0.75]
    return `<g transform="rotate(${(at % 2 === 0 ? 24 : -24) * lean} ${cx} ${cy})"><ellipse cx="${cx}" cy="${cy}" rx="${r}" ry="${r * 0.82}" fill="#${colour}" stroke="#${shade}" stroke-width="2"/></g>`
  }).join('')
  const [ex, ey] = [x + lean * 0, 246]
  return `${knots}<rect x="${ex - 8}" y="${ey - 6}" width="16" height="7" rx="3" fill="#e0607e"/><path d="M${ex - 8} ${ey}Q${ex - 11} ${ey + 20} ${ex} ${ey + 24}Q${ex + 11} ${ey + 20} ${ex + 8} ${ey}Z" fill="#${colour}"/>`
}

const ponytail = (colour: string, shade: string): string =>
  `<path d="M150 34C190 4 244 34 246 104C248 160 226 190 238 238C204 232 186 202 192 152C196 112 190 76 150 60Z" fill="#${colour}"/><path d="M206 60C226 96 216 150 212 206" stroke="#${shade}" stroke-width="4" fill="none" stroke-linecap="round" stroke-opacity=".6"/><ellipse cx="172" cy="36" rx="14" ry="11" fill="#e0607e"/>`

/** Long curls: the mass behind the shoulders. */
function curls(colour: string, shade: string): string {
  const rows = [
    [40, 150, 30],
    [224, 150, 30],
    [34, 182, 28],
    [230, 182, 28],
    [40, 212, 25],
    [224, 212, 25],
    [52, 236, 20],
    [212, 236, 20],
  ] as const
  return `<rect x="60" y="96" width="144" height="120" rx="40" fill="#${shade}"/>${rows.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="#${colour}"/>`).join('')}`
}
