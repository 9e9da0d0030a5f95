import type { CharacterId } from '../../domain/ids.ts'
import type { StudioSettings } from '../../domain/presets/studio-settings.ts'

export type Upload = {
  readonly characterId: CharacterId
  readonly bytes: Uint8Array
  readonly studio: Omit<StudioSettings, 'aspectRatio'>
  readonly userPrompt?: string
}
