/** What a character looks like (product.md §4). Every value has a phrase of its own in presets/prompt.ts. */
export const genders = ['female', 'male'] as const
export const styles = ['realistic', 'anime'] as const
export const ethnicities = ['asian', 'black', 'caucasian', 'latina', 'arabian', 'indian', 'mixed'] as const
export const skinColors = ['light', 'medium', 'tan', 'dark'] as const
export const eyeColors = ['brown', 'blue', 'green', 'hazel', 'gray', 'amber'] as const
export const faceShapes = ['oval', 'round', 'square', 'heart', 'diamond'] as const
export const hairStyles = [
  'long straight',
  'long wavy',
  'long curly',
  'shoulder-length',
  'bob',
  'pixie',
  'braids',
  'ponytail',
  'bun',
  'buzz cut',
  'short',
  'bald',
] as const
export const hairColors = ['black', 'brown', 'blonde', 'auburn', 'red', 'gray', 'white'] as const
export const bodyTypes = ['slim', 'athletic', 'average', 'curvy', 'muscular', 'plus size'] as const

/** Characters are adults. There is no default and no way round this. */
export const adultAge = { youngest: 18, oldest: 80 } as const

export type Appearance = {
  readonly gender: (typeof genders)[number]
  readonly style: (typeof styles)[number]
  /** Whole years, 18..80. */
  readonly age: number
  readonly ethnicity: (typeof ethnicities)[number]
  readonly skinColor: (typeof skinColors)[number]
  readonly eyeColor: (typeof eyeColors)[number]
  readonly faceShape: (typeof faceShapes)[number]
  readonly hairStyle: (typeof hairStyles)[number]
  readonly hairColor: (typeof hairColors)[number]
  readonly bodyType: (typeof bodyTypes)[number]
  readonly freckles: boolean
  readonly scars: boolean
  readonly tattoos: boolean
  readonly piercings: boolean
}
