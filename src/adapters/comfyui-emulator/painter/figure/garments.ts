/** What to draw a garment with: its colour and the line at which the picture ends. Local y: 0 is the throat's 170, so the hem is at `hem`. */
export type Cloth = { readonly colour: string; readonly dark: string; readonly pale: string; readonly hem: number }

/** The outline of shoulders and arms; what lies over the neck is drawn by each garment. */
const shoulders = (hem: number): string => `V${hem}H32V101A72 72 0 0 1 `

/** Where the arms part from the trunk, and a soft fold. */
export const creases = ({ hem }: Cloth): string =>
  `<path d="M61 92C58 104 57 130 58 ${hem}M203 92C206 104 207 130 206 ${hem}" stroke="#000" stroke-opacity=".14" stroke-width="2.4" fill="none" stroke-linecap="round"/>`

/** Carries one of the set's garments on below its own edge. */
export const continued = (drawn: string, { colour, hem }: Cloth, left = 32, right = 232): string =>
  `${drawn}<rect x="${left}" y="109.5" width="${right - left}" height="${hem - 109.5}" fill="#${colour}"/>`

export function jacket(cloth: Cloth, under: string, denim: boolean): string {
  const { colour, dark, pale, hem } = cloth
  const half = (mirror: boolean): string => {
    const panel = `<path d="M100 28.6C96 52 101 84 112 ${hem}H32V101A72 72 0 0 1 96 29Z" fill="#${colour}"/>`
    const lapel = denim
      ? `<path d="M98 26C90 29 82 33 76 40L93 66C99 58 102 45 102 28Z" fill="#${dark}"/>`
      : `<path d="M99 26L82 33 71 62 80 67 74 74 104 ${Math.min(hem, 128)}C98 84 95 52 100 28Z" fill="#${dark}"/>`
    const seams = denim
      ? `<g fill="none" stroke="#${pale}" stroke-width="1.3" stroke-dasharray="3.2 2"><path d="M102 74C104 100 106 120 109 ${hem}"/><path d="M48 84H96M52 88H94L92 96 73 101 54 96Z"/></g><circle cx="73" cy="94" r="2.2" fill="#e2c48a"/><circle cx="105" cy="100" r="2.6" fill="#e2c48a"/><circle cx="108" cy="128" r="2.6" fill="#e2c48a"/>`
      : `<circle cx="107" cy="${Math.min(hem - 6, 132)}" r="2.8" fill="#000" fill-opacity=".35"/>`
    return `<g${mirror ? ' transform="translate(264) scale(-1 1)"' : ''}>${panel}${lapel}${seams}</g>`
  }
  const pocket = denim ? '' : `<path d="M172 88L188 83 192 89 174 92Z" fill="#fff" fill-opacity=".85"/>`
  return `${tee({ colour: under, dark: 'c9c9cf', pale: 'ffffff', hem }, 'crew')}${half(false)}${half(true)}${pocket}${creases(cloth)}`
}

export function tee(cloth: Cloth, neck: 'crew' | 'scoop' | 'v' | 'turtle'): string {
  const { colour, dark, hem } = cloth
  switch (neck) {
    case 'crew':
      return `<path d="M99 29C99 43 114 52 132 52S165 43 165 29A72 72 0 0 1 232 101${shoulders(hem)}99 29Z" fill="#${colour}"/><path d="M99 29C99 43 114 52 132 52S165 43 165 29L170 30C170 48 153 58.5 132 58.5S94 48 94 30Z" fill="#${dark}"/>`
    case 'scoop':
      return `<path d="M84 32C84 52 106 68 132 68S180 52 180 32A72 72 0 0 1 232 101${shoulders(hem)}84 32Z" fill="#${colour}"/>`
    case 'v':
      return `<path d="M94 30L132 78 170 30A72 72 0 0 1 232 101${shoulders(hem)}94 30Z" fill="#${colour}"/><path d="M94 30L132 78 170 30 176 31 132 87 88 31Z" fill="#${dark}"/>`
    case 'turtle':
      return `<path d="M104 29A72 72 0 0 0 32 101V${hem}H232V101A72 72 0 0 0 160 29Z" fill="#${colour}"/><path d="M106 14Q132 27 158 14V32Q132 46 106 32Z" fill="#${colour}"/><path d="M106 30Q132 44 158 30V34Q132 49 106 34Z" fill="#${dark}"/>`
  }
}

/** Broad straps; arms bare. */
export const tankTop = ({ colour, dark, hem }: Cloth): string =>
  `<path d="M78 35L94 30C94 58 110 71 132 71S170 58 170 30L186 35C184 66 190 86 205 96V${hem}H59V96C74 86 80 66 78 35Z" fill="#${colour}"/><path d="M94 30C94 58 110 71 132 71S170 58 170 30L174 31C174 62 156 76 132 76S90 62 90 31Z" fill="#${dark}"/>`

/** Thin straps and a curved neckline, with a pattern of small flowers when there is one. */
export function strapDress({ colour, dark, pale, hem }: Cloth, pattern: boolean): string {
  const flowers = pattern
    ? [
        [84, 100],
        [112, 118],
        [146, 104],
        [178, 116],
        [96, 140],
        [132, 152],
        [168, 146],
        [74, 168],
        [116, 178],
        [156, 176],
        [192, 170],
      ]
        .filter(([, y]) => (y as number) < hem - 4)
        .map(
          ([x, y]) =>
            `<g transform="translate(${x} ${y})" fill="#${pale}"><circle cx="0" cy="-3.4" r="2.6"/><circle cx="3.2" cy="-1" r="2.6"/><circle cx="2" cy="2.8" r="2.6"/><circle cx="-2" cy="2.8" r="2.6"/><circle cx="-3.2" cy="-1" r="2.6"/><circle r="2" fill="#${dark}"/></g>`,
        )
        .join('')
    : ''
  return `<path d="M88 80L97 29M176 80L167 29" stroke="#${dark}" stroke-width="4.5" stroke-linecap="round"/><path d="M60 ${hem}V104C62 88 74 76 92 73 110 70 124 76 132 84 140 76 154 70 172 73 190 76 202 88 204 104V${hem}Z" fill="#${colour}"/><path d="M62 98C66 84 76 76 92 73 110 70 124 76 132 84 140 76 154 70 172 73 188 76 198 84 202 98 196 90 186 82 172 79 156 76 142 82 132 91 122 82 108 76 92 79 78 82 68 90 62 98Z" fill="#${dark}"/>${flowers}`
}

/** A neckline that leaves the shoulders free, with a shimmer. */
export function gown({ colour, dark, pale, hem }: Cloth): string {
  const sparks = Array.from({ length: 26 }, (_, at) => [50 + ((at * 67) % 164), 92 + ((at * 43) % Math.max(20, hem - 96))])
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.3" fill="#${pale}" fill-opacity=".85"/>`)
    .join('')
  return `<path d="M34 92C58 72 100 66 132 84 164 66 206 72 230 92L232 ${hem}H32Z" fill="#${colour}"/><path d="M34 92C58 72 100 66 132 84 164 66 206 72 230 92L231 106C202 88 164 80 132 97 100 80 62 88 33 106Z" fill="#${dark}"/>${sparks}`
}

/** Puffed sleeves and a sweetheart bodice. */
export const princessGown = (cloth: Cloth): string =>
  `${strapDress(cloth, false)}<g fill="#${cloth.pale}"><ellipse cx="58" cy="72" rx="32" ry="27"/><ellipse cx="206" cy="72" rx="32" ry="27"/></g><path d="M34 84Q58 100 84 82M180 82Q206 100 230 84" stroke="#${cloth.dark}" stroke-width="3" fill="none"/><path d="M118 100L132 112 146 100 132 92Z" fill="#f2cf6b"/>`

/** Two broad shoulder straps in a modest cut, striped. */
export const swimTop = (cloth: Cloth): string =>
  `${tankTop(cloth)}<g stroke="#${cloth.pale}" stroke-width="5" stroke-opacity=".8" fill="none"><path d="M60 104Q132 118 204 104M60 124Q132 138 204 124M60 144Q132 158 204 144M60 164Q132 178 204 164"/></g>`

export const shirtAndTie = (cloth: Cloth, tie: string): string =>
  `${tee(cloth, 'crew')}<path d="M104 20L92 32 108 58 132 44 156 58 172 32 160 20C158 36 146 44 132 44S106 36 104 20Z" fill="#${cloth.pale}"/><path d="M126 46H138L142 56 137 62 144 110 132 124 120 110 127 62 122 56Z" fill="#${tie}"/>${creases(cloth)}`

export const scrubs = (cloth: Cloth): string =>
  `${tee(cloth, 'v')}<path d="M160 100H190V126H160Z" fill="#${cloth.dark}" fill-opacity=".6"/><path d="M104 26C92 60 100 92 116 104M160 26C172 56 168 76 160 92" stroke="#3a4658" stroke-width="4" fill="none" stroke-linecap="round"/><circle cx="160" cy="97" r="7" fill="#c3ccd6" stroke="#3a4658" stroke-width="2.4"/><path d="M108 112Q116 98 124 112" stroke="#3a4658" stroke-width="3.4" fill="none"/>${creases(cloth)}`

export const heroSuit = (cloth: Cloth): string =>
  `${tee(cloth, 'crew')}<path d="M132 74L158 84 152 110 132 128 112 110 106 84Z" fill="#f4d35e" stroke="#${cloth.dark}" stroke-width="3"/><path d="M132 84L136.5 95 148 96 139 103.500 142 115 132 108.500 122 115 125 103.500 116 96 127.500 95Z" fill="#${cloth.colour}"/>${creases(cloth)}`

/** Hangs behind the shoulders. */
export const cape = (colour: string, foot: number): string =>
  `<path d="M92 196C40 204 16 240 6 ${foot}H258C248 240 224 204 172 196Z" fill="#${colour}"/><path d="M92 198L132 214 172 198 160 190H104Z" fill="#${colour}"/>`
