import { reviewTexts } from './content-policy.ts'

/** What is said of one prompt alone; `null` when all is well. */
export const verdict = (text: string, nsfw: boolean): string | null =>
  reviewTexts([{ field: 'prompt', text, kind: 'prompt' }], nsfw)?.type ?? null
