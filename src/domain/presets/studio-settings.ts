/** The values of the structured presets (product.md §3). The domain owns them; the wire's enums are held equal to these by a test. */
export const scenes = [
  'professional_portrait',
  'candid_lifestyle',
  'fashion_editorial',
  'fitness_motivation',
  'morning_vibes',
  'night_out',
  'cozy_home',
  'beach_day',
] as const
export const environments = ['beach', 'home_bedroom', 'home_living_room', 'office', 'cafe', 'urban_street', 'studio'] as const
export const aspectRatios = ['1:1', '9:16', '2:3'] as const
export const qualityModes = ['draft', 'hq'] as const

export type Scene = (typeof scenes)[number]
export type Environment = (typeof environments)[number]
export type AspectRatio = (typeof aspectRatios)[number]
export type QualityMode = (typeof qualityModes)[number]

/** What every studio picture carries. An edit inherits it from its source and can change none of it. */
export type StudioSettings = {
  readonly scene: Scene
  readonly environment: Environment
  /** 1..200 code points. */
  readonly outfit: string
  readonly aspectRatio: AspectRatio
  readonly qualityMode: QualityMode
  readonly nsfw: boolean
}

export const studioDefaults = {
  scene: 'professional_portrait',
  environment: 'studio',
  aspectRatio: '9:16',
  qualityMode: 'draft',
  nsfw: false,
} as const

/** Pixels of each ratio; all sides are multiples of 16, so the models' patches fit. */
export const pixelsOf: Readonly<Record<AspectRatio, { readonly widthPx: number; readonly heightPx: number }>> = {
  '1:1': { widthPx: 1024, heightPx: 1024 },
  '9:16': { widthPx: 832, heightPx: 1472 },
  '2:3': { widthPx: 896, heightPx: 1344 },
}

/** The one of the three ratios whose shape is nearest, measured on the logarithm so that wide and tall count alike. */
export function nearestRatio(widthPx: number, heightPx: number): AspectRatio {
  const shape = Math.log(widthPx / heightPx)
  const distance = (ratio: AspectRatio): number => Math.abs(Math.log(pixelsOf[ratio].widthPx / pixelsOf[ratio].heightPx) - shape)
  return aspectRatios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best))
}
