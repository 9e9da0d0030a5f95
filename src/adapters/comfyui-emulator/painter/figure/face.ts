import { hexOf, mixed, rgbOf } from '../colours.ts'
import type { EyeColour, FaceShape, Portrait } from '../prompt-reader.ts'
import type { Random } from '../random.ts'

/** Head, ears and neck. The hair of the set fits the upper half, so only the jaw takes the face's shape. */
export function headSvg(shape: FaceShape, skin: string): string {
  const shade = hexOf(mixed(rgbOf(skin), [60, 20, 30], 0.16))
  const ears = `<path d="M76 98A12 13 0 0 0 66 110V124A12 12 0 0 0 78 136ZM188 98A12 13 0 0 1 198 110V124A12 12 0 0 1 186 136Z" fill="#${skin}"/>`
  const neck = `<path d="M108 150H156V214H108Z" fill="#${skin}"/><path d="M108 176Q132 198 156 176V190Q132 206 108 190Z" fill="#${shade}"/>`
  return `${neck}${ears}<path d="M76 92A56 56 0 0 1 188 92V124${jaws[shape]}Z" fill="#${skin}"/>`
}

const jaws: Readonly<Record<FaceShape, string>> = {
  oval: 'C188 160 163 187 132 187S76 160 76 124',
  round: 'C189 164 168 185 132 185S75 164 76 124',
  square: 'C188 148 182 168 164 181 150 189 114 189 100 181 82 168 76 148 76 124',
  heart: 'C187 150 158 190 132 190S77 150 76 124',
  diamond: 'C190 144 156 190 132 190S74 144 76 124',
}

const irises: Readonly<Record<EyeColour, string>> = {
  brown: '6e4526',
  blue: '3f7fc4',
  green: '4a8f5a',
  hazel: '93703a',
  gray: '77858f',
  amber: 'c07f27',
}

/** Open eyes that look at you, or a little past you. */
export function eyesSvg({ eyes, gender, medium }: Portrait, random: Random): string {
  const iris = irises[eyes]
  const [gaze, drawn] = [(random() - 0.5) * 2.4, medium === 'anime' ? animeEye : quietEye]
  return [106, 158].map((x, at) => drawn(x, 112, gaze, iris, gender === 'female', at === 0 ? -1 : 1)).join('')
}

type Eye = (x: number, y: number, gaze: number, iris: string, lashes: boolean, outer: -1 | 1) => string

const quietEye: Eye = (x, y, gaze, iris, lashes, outer) =>
  `<ellipse cx="${x}" cy="${y}" rx="9.800" ry="7.600" fill="#fff"/><circle cx="${x + gaze}" cy="${y}" r="6.500" fill="#${iris}"/><circle cx="${x + gaze}" cy="${y}" r="3.200" fill="#1c1418"/><circle cx="${x + gaze + 2.2}" cy="${y - 2.4}" r="1.900" fill="#fff"/><path d="M${x - 10.5} ${y - 2}Q${x} ${y - 12} ${x + 10.5} ${y - 2}" stroke="#2a1c1c" stroke-width="${lashes ? 3.2 : 2.2}" fill="none" stroke-linecap="round"/>${
    lashes
      ? `<path d="M${x + outer * 9.5} ${y - 3.5}L${x + outer * 13.5} ${y - 6}" stroke="#2a1c1c" stroke-width="2.400" stroke-linecap="round"/>`
      : ''
  }`

const animeEye: Eye = (x, y, gaze, iris, lashes, outer) => {
  const deep = hexOf(mixed(rgbOf(iris), [16, 10, 40], 0.5))
  const bright = hexOf(mixed(rgbOf(iris), [255, 255, 255], 0.35))
  return `<ellipse cx="${x}" cy="${y + 1}" rx="11.500" ry="13" fill="#fff"/><ellipse cx="${x + gaze}" cy="${y + 2}" rx="8.600" ry="11" fill="#${deep}"/><ellipse cx="${x + gaze}" cy="${y + 6}" rx="6.600" ry="6.200" fill="#${bright}"/><ellipse cx="${x + gaze}" cy="${y + 2}" rx="3.600" ry="5" fill="#140c1e"/><circle cx="${x + gaze + 3}" cy="${y - 3}" r="3.200" fill="#fff"/><circle cx="${x + gaze - 3}" cy="${y + 7}" r="1.700" fill="#fff"/><path d="M${x - 13} ${y - 4}Q${x} ${y - 17} ${x + 13} ${y - 4}" stroke="#1c1220" stroke-width="${lashes ? 4.4 : 3.2}" fill="none" stroke-linecap="round"/>${
    lashes
      ? `<path d="M${x + outer * 12} ${y - 5}L${x + outer * 17} ${y - 9}" stroke="#1c1220" stroke-width="3" stroke-linecap="round"/>`
      : ''
  }`
}

/** Blush, freckles, scars, studs and the lines of age. */
export function marksSvg({ freckles, scars, piercings, age, gender, medium }: Portrait, skin: string): string {
  const spot = hexOf(mixed(rgbOf(skin), [120, 50, 20], 0.5))
  const line = hexOf(mixed(rgbOf(skin), [70, 30, 30], 0.4))
  const blush = `<g fill="#f0505f" fill-opacity="${medium === 'anime' ? 0.28 : gender === 'female' ? 0.16 : 0.08}"><ellipse cx="91" cy="135" rx="11" ry="7"/><ellipse cx="173" cy="135" rx="11" ry="7"/></g>`
  const dots = freckles
    ? freckleSpots.map(([x, y, r]) => `<circle cx="${x}" cy="${y}" r="${r}" fill="#${spot}" fill-opacity=".6"/>`).join('')
    : ''
  const scar = scars ? `<path d="M172 138L182 152M173 147L180 143" stroke="#${line}" stroke-width="2.200" stroke-linecap="round"/>` : ''
  const studs = piercings
    ? `<g fill="#f2d67c" stroke="#b98f36" stroke-width=".8"><circle cx="70" cy="128" r="3.400"/><circle cx="194" cy="128" r="3.400"/><circle cx="143" cy="131" r="1.900"/></g>`
    : ''
  const lines =
    age < 50
      ? ''
      : `<path d="M88 122Q92 126 97 127M176 122Q172 126 167 127M112 138Q106 146 106 154M152 138Q158 146 158 154${age > 62 ? 'M112 72Q132 68 152 72M116 64Q132 61 148 64' : ''}" stroke="#${line}" stroke-width="2" fill="none" stroke-linecap="round" stroke-opacity=".7"/>`
  return blush + dots + scar + studs + lines
}

const freckleSpots = [
  [86, 128, 1.5],
  [92, 132, 1.8],
  [98, 127, 1.4],
  [103, 133, 1.6],
  [95, 138, 1.5],
  [110, 129, 1.3],
  [124, 124, 1.2],
  [133, 122, 1.4],
  [141, 125, 1.2],
  [155, 129, 1.3],
  [162, 133, 1.7],
  [168, 127, 1.5],
  [174, 132, 1.7],
  [179, 128, 1.4],
  [170, 138, 1.5],
] as const
