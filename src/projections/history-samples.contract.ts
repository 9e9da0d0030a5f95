import type { DrawingParams, EditParams, FailureClass } from '../domain/job/job-events.ts'

export const owners = ['0000000a-0000-4000-8000-000000000000', '0000000b-0000-4000-8000-000000000000'] as const

/** Some of what people really type: other scripts, quotes, signs that SQL or JSON must escape. */
export const texts = ['a red scarf', 'une écharpe "rouge"', "it's \\ odd", '帽子をかぶって', 'smile 😀', ' ']
export const failureClasses: readonly FailureClass[] = ['rejected', 'engine-error', 'lost', 'timeout', 'worker-died', 'storage']

export const appearance = {
  gender: 'female',
  style: 'realistic',
  age: 27,
  ethnicity: 'latina',
  skinColor: 'tan',
  eyeColor: 'green',
  faceShape: 'oval',
  hairStyle: 'bob',
  hairColor: 'auburn',
  bodyType: 'athletic',
  freckles: true,
  scars: false,
  tattoos: false,
  piercings: true,
} as const

export const studio = {
  scene: 'night_out',
  environment: 'cafe',
  outfit: 'denim jacket',
  aspectRatio: '1:1',
  qualityMode: 'draft',
  nsfw: false,
} as const
export const params: DrawingParams = {
  workflowId: 'flux-fill-inpaint',
  workflowVersion: 1,
  seed: 2 ** 53 - 1,
  steps: 20,
  cfg: 1,
  guidance: 30,
  sampler: 'euler',
  scheduler: 'simple',
  denoise: 1,
  width: 1024,
  height: 1024,
  negativePromptUsed: false,
}
export const editParams: EditParams = { ...params, growPx: 0, featherPx: 8, strength: 1, area: 'whole' }
