import * as avataaars from '@dicebear/avataaars'
import { createAvatar } from '@dicebear/core'

type Options = avataaars.Options
type Item<Key extends keyof Options> = NonNullable<Options[Key]> extends readonly (infer One)[] ? One : never

/** What is taken from the avatar set; `null` leaves a part out. Colours are `rrggbb`. */
export type AvatarChoice = {
  readonly clothing: Item<'clothing'>
  readonly clothesColour: string
  readonly mouth: Item<'mouth'>
  readonly eyes: Item<'eyes'>
  readonly eyebrows: Item<'eyebrows'>
  readonly top: Item<'top'> | null
  readonly hairColour: string
  readonly hatColour: string
  readonly facialHair: Item<'facialHair'> | null
  readonly accessories: Item<'accessories'> | null
  readonly accessoriesColour: string
}

/** Each part as SVG, where it sits on a head whose middle is x = 132. */
export type AvatarParts = Readonly<Record<(typeof partsInOrder)[number]['part'], string>>

/** The places of the parts in the set's drawing, in the order in which it draws them. */
const partsInOrder = [
  { part: 'clothing', place: 'translate(0 170)' },
  { part: 'mouth', place: 'translate(78 134)' },
  { part: 'nose', place: 'translate(104 122)' },
  { part: 'eyes', place: 'translate(76 90)' },
  { part: 'eyebrows', place: 'translate(76 82)' },
  { part: 'top', place: 'translate(-1)' },
  { part: 'facialHair', place: 'translate(49 72)' },
  { part: 'accessories', place: 'translate(62 42)' },
] as const

export function avatarParts(choice: AvatarChoice): AvatarParts {
  const drawn = createAvatar(avataaars, {
    seed: 'the same always',
    style: ['default'],
    clothing: [choice.clothing],
    clothesColor: [choice.clothesColour],
    mouth: [choice.mouth],
    eyes: [choice.eyes],
    eyebrows: [choice.eyebrows],
    ...(choice.top === null ? { topProbability: 0 } : { topProbability: 100, top: [choice.top] }),
    hairColor: [choice.hairColour],
    hatColor: [choice.hatColour],
    ...(choice.facialHair === null ? { facialHairProbability: 0 } : { facialHairProbability: 100, facialHair: [choice.facialHair] }),
    facialHairColor: [choice.hairColour],
    ...(choice.accessories === null ? { accessoriesProbability: 0 } : { accessoriesProbability: 100, accessories: [choice.accessories] }),
    accessoriesColor: [choice.accessoriesColour],
  }).toString()
  return cut(drawn)
}

/** The set gives one drawing; its parts are cut out, so that our own clothes and hair can lie between them. */
function cut(drawn: string): AvatarParts {
  const marks = partsInOrder.map(({ place }) => `<g transform="${place}">`)
  const starts = marks.map((mark) => drawn.indexOf(mark))
  if (starts.some((start, at) => start < 0 || start <= (starts[at - 1] ?? -1))) throw new Error('the avatar set is drawn in another order')
  const parts = partsInOrder.map(({ part }, at) => {
    const whole = drawn.slice(starts[at], starts[at + 1] ?? drawn.lastIndexOf('</g></g></g>') + '</g>'.length)
    return [part, whole] as const
  })
  return Object.fromEntries(parts) as AvatarParts
}
