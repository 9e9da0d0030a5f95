import type { Sha256 } from '../ids.ts'
import type { DrawingParams, JobFact, JobOrigin, Protected } from '../job/job-events.ts'
import type { StudioSettings } from '../presets/studio-settings.ts'

export type GenerationJobEvent = GenerationRequested | JobFact

export type GenerationRequested = {
  readonly type: 'GenerationRequested'
  readonly data: JobOrigin & {
    /** The composed text that the engine reads. */
    readonly prompt: Protected
    /** What the person typed. */
    readonly userPrompt: Protected
    readonly negativePrompt: Protected
    readonly studio: StudioSettings
    readonly params: DrawingParams
    /** The character's reference face, where it was asked for. */
    readonly referenceSha256?: Sha256
    readonly outputCount: number
  }
}
