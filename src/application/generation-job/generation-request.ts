import type { CharacterId } from '../../domain/ids.ts'
import type { StudioSettings } from '../../domain/presets/studio-settings.ts'

export type RequestGeneration = {
  readonly characterId: CharacterId
  readonly studio: StudioSettings
  readonly prompt?: string
  readonly negativePrompt?: string
  readonly seed?: number
  readonly count: number
  readonly useReference: boolean
}
