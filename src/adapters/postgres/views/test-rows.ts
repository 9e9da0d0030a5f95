import type { ImageRow } from '../../../projections/images/images-query.ts'
import type { JobRow } from '../../../projections/job-status/job-status-query.ts'

/** Rows for tests of the queries: made by arithmetic, so that every value comes up and none at random. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
export const ownerIds = [idOf(1), idOf(2)] as const
export const characterIds = [idOf(11), idOf(12), idOf(13)] as const

const words = ['a golden banana', "it's d'or", 'une écharpe rouge', '帽子をかぶって', 'date-night at 3.5', 'a plain wall']

const turn = <Value>(values: readonly Value[], index: number): Value => {
  const value = values[index % values.length]
  if (value === undefined) throw new Error('nothing to take turns with')
  return value
}
/** Several rows share an instant, so that order by id matters. */
const instantOf = (index: number): string =>
  new Date(Date.UTC(2026, 0, 1) + Math.floor((index * 31) / 7) * 137 - (index % 5) * 1_000).toISOString()
const hashOf = (index: number): string => index.toString(16).padStart(64, '0')

/** Every seventh picture has two descendants; owners, scenes and the rest take turns at different paces. */
export function imageRows(count: number): readonly ImageRow[] {
  return Array.from({ length: count }, (_, index) => {
    const depth = index % 7 < 3 ? index % 7 : 0
    const root = index - depth
    return depth === 0
      ? { ...plainImage(index, root), origin: turn(['generated', 'generated', 'uploaded'] as const, index) }
      : editedImage(index, root, depth)
  })
}

function editedImage(index: number, root: number, depth: number): ImageRow {
  const ancestors = Array.from({ length: depth }, (_, back) => idOf(1_000 + root + back))
  const mask = { maskSha256: hashOf(index), coveredPixels: 1_000 + index, totalPixels: 1_048_576, maskCoveragePct: 0.1 }
  const family = { sourceImageId: ancestors.at(-1) ?? null, ancestors, depth }
  return { ...plainImage(index, root), ...family, ...mask, origin: 'edited', editType: 'inpaint', editPrompt: turn(words, index) }
}

function plainImage(index: number, root: number): ImageRow {
  const id = idOf(1_000 + index)
  return {
    id,
    characterId: turn(characterIds, root),
    userId: turn(ownerIds, Math.floor(root / 7)),
    sha256: hashOf(index),
    bytes: 5_000_000_000 + index,
    width: 832,
    height: 1472,
    prompt: turn(words, Math.floor(index / 3)),
    userPrompt: index % 4 === 0 ? null : turn(words, index + 1),
    negativePrompt: null,
    editPrompt: null,
    seed: 2 ** 53 - 1 - index,
    scene: turn(['night_out', 'beach_day', 'cozy_home'], index),
    environment: turn(['cafe', 'beach'], Math.floor(index / 2)),
    outfit: turn(['hoodie', 'evening gown', 'jeans'], Math.floor(index / 4)),
    aspectRatio: turn(['1:1', '9:16', '2:3'], index),
    qualityMode: turn(['draft', 'hq'], Math.floor(index / 5)),
    nsfw: index % 10 === 0,
    sourceImageId: null,
    rootImageId: idOf(1_000 + root),
    ancestors: [],
    depth: 0,
    editType: null,
    maskSha256: null,
    coveredPixels: null,
    totalPixels: null,
    maskCoveragePct: null,
    origin: 'generated',
    engine: 'preview',
    workflow: 'z-image-turbo',
    params: { steps: 9, cfg: 1.5 },
    jobId: idOf(500_000 + Math.floor(root / 7)),
    outputIndex: index % 7,
    favourite: index % 6 === 0,
    edits: 0,
    createdAt: instantOf(index),
    deletedAt: index % 9 === 0 ? instantOf(index + 1) : null,
    erased: index % 50 === 1,
    position: BigInt(2 * index + 1),
  }
}

export function jobRows(count: number): readonly JobRow[] {
  const states = ['completed', 'queued', 'running', 'failed', 'completed', 'dispatching', 'cancelled', 'cancelling'] as const
  return Array.from({ length: count }, (_, index) => {
    const state = turn(states, index)
    const ended = state === 'completed' || state === 'failed' || state === 'cancelled'
    return {
      id: idOf(700_000 + index),
      batchId: idOf(800_000 + Math.floor(index / 3)),
      userId: turn(ownerIds, Math.floor(index / 8)),
      characterId: turn(characterIds, index),
      kind: turn(['edit', 'generation'] as const, Math.floor(index / 16)),
      state,
      attempt: 1,
      backendId: 'pod-1',
      engine: 'comfyui',
      workflow: 'flux-fill-inpaint',
      error:
        state === 'failed' ? { code: turn(['engine-error', 'quarantined', 'timeout'], Math.floor(index / 8)), detail: 'it broke' } : null,
      warnings: ['no-face-found'],
      negativePromptUsed: false,
      hasNegativePrompt: true,
      sourceImageId: null,
      retryOf: null,
      nsfw: false,
      scene: turn(['night_out', null], index),
      environment: turn(['cafe', null], index),
      text: turn(words, index),
      width: 1024,
      height: 1024,
      imageIds: [idOf(1_000 + index)],
      requestedAt: instantOf(index),
      startedAt: instantOf(index + 10),
      finishedAt: ended ? new Date(Date.parse(instantOf(index + 10)) + index * 250).toISOString() : null,
      updatedAt: instantOf(index + 11),
      position: BigInt(2 * index + 2),
    } satisfies JobRow
  })
}
