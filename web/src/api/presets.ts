import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Presets } from '../../../src/adapters/http/contract/presets.ts'
import type { PromptPreview, PromptPreviewRequest } from '../../../src/adapters/http/contract/prompt-preview.ts'
import { request } from './http.ts'

export const presetsQuery = queryOptions({
  queryKey: ['presets'],
  queryFn: () => request<Presets>('GET', '/api/v1/presets'),
  staleTime: Infinity,
})

/** The prompt that a form would send; the last one stays visible while the next is made. */
export const promptPreviewQuery = (form: PromptPreviewRequest | null) =>
  queryOptions({
    queryKey: ['prompt-preview', form],
    queryFn: ({ signal }) => request<PromptPreview>('POST', '/api/v1/prompt-preview', { body: form, signal }),
    enabled: form !== null,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  })

export type { Presets, PromptPreview, PromptPreviewRequest }
export type { AspectRatio, Environment, PresetOption, QualityMode, Scene } from '../../../src/adapters/http/contract/presets.ts'
