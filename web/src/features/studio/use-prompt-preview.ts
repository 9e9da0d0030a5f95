import { useQuery } from '@tanstack/react-query'
import type { GenerationRequest } from '../../api/jobs.ts'
import { promptPreviewQuery, type PromptPreview, type PromptPreviewRequest } from '../../api/presets.ts'
import { usePaused } from '../../ui/use-paused.ts'

/** What a request will say to the engine, asked for when the person pauses. */
export function usePromptPreview(request: GenerationRequest | null): PromptPreview | undefined {
  return useQuery(promptPreviewQuery(usePaused(request === null ? null : previewOf(request)))).data
}

/** The preview knows neither how many pictures there will be nor their seeds. */
function previewOf(request: GenerationRequest): PromptPreviewRequest {
  const { characterId, scene, environment, outfit, aspectRatio, qualityMode, nsfw, prompt, negativePrompt } = request
  const typed = { ...(prompt === undefined ? {} : { prompt }), ...(negativePrompt === undefined ? {} : { negativePrompt }) }
  return { characterId, scene, environment, outfit, aspectRatio, qualityMode, nsfw, ...typed }
}
