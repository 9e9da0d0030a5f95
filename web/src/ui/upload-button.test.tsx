import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { charactersQuery, type Character } from '../api/characters.ts'
import { presetsQuery, type Presets } from '../api/presets.ts'
import { TooltipProvider } from './tooltip.tsx'
import { UploadButton } from './upload-button.tsx'

const presets = {
  scenes: [{ value: 'beach_day', label: 'Beach day' }],
  environments: [
    { value: 'studio', label: 'Photo studio' },
    { value: 'beach', label: 'Beach' },
  ],
  defaults: { scene: 'beach_day', environment: 'studio' },
} as unknown as Presets
const people = [
  { id: 'away', name: 'Ember', archived: true, defaultOutfit: 'blazer' },
  { id: 'nova', name: 'Nova', archived: false, defaultOutfit: 'a red dress' },
  { id: 'juniper', name: 'Juniper', archived: false, defaultOutfit: 'a blue coat' },
] as unknown as Character[]

const sent: { readonly path: string; readonly form: FormData }[] = []
const realFetch = globalThis.fetch

beforeEach(() => {
  sent.length = 0
  // jsdom has neither.
  Object.assign(URL, { createObjectURL: () => 'blob:picture', revokeObjectURL: () => undefined })
  globalThis.fetch = jest.fn(async (path: unknown, init?: RequestInit) => {
    if (init?.body instanceof FormData) sent.push({ path: String(path), form: init.body })
    return Promise.resolve({ ok: true, status: 201, json: () => Promise.resolve({ id: 'x', image: null }) } as Response)
  }) as typeof fetch
})
afterEach(() => {
  cleanup()
  globalThis.fetch = realFetch
})

function show(characterId?: string): void {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } })
  cache.setQueryData(presetsQuery.queryKey, presets)
  cache.setQueryData(charactersQuery.queryKey, people)
  render(
    <QueryClientProvider client={cache}>
      <TooltipProvider>
        <UploadButton characterId={characterId} />
      </TooltipProvider>
    </QueryClientProvider>,
  )
}
const picture = new File(['x'], 'me.png', { type: 'image/png' })
const drop = (...files: File[]) => fireEvent.drop(window, { dataTransfer: { files, types: ['Files'] } })

describe('pictures dropped anywhere on the page', () => {
  it('are sent only after the form was answered, with what it says', async () => {
    show('nova')
    drop(picture)
    expect(sent).toHaveLength(0)
    fireEvent.change(screen.getByLabelText('Where it is'), { target: { value: 'beach' } })
    fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.path).toBe('/api/v1/characters/nova/images')
    expect(Object.fromEntries([...(sent[0]?.form ?? [])].filter(([name]) => name !== 'file'))).toEqual({
      scene: 'beach_day',
      environment: 'beach',
      outfit: 'a red dress',
    })
  })
  it('go to the first character who is not put away, in their usual outfit, unless another is chosen', () => {
    show()
    drop(picture)
    expect(screen.getByLabelText<HTMLInputElement>('Outfit').value).toBe('a red dress')
    fireEvent.change(screen.getByLabelText('Character'), { target: { value: 'juniper' } })
    expect(screen.getByLabelText<HTMLInputElement>('Outfit').value).toBe('a blue coat')
    expect(screen.queryByRole('option', { name: 'Ember' })).toBeNull()
  })
  it('open no form when none of them is a picture', () => {
    show('nova')
    drop(new File(['x'], 'notes.txt', { type: 'text/plain' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('a pasted picture', () => {
  it('opens the same form', () => {
    show('nova')
    fireEvent.paste(window, { clipboardData: { files: [picture] } })
    expect(screen.getByRole('dialog', { name: 'Upload 1 picture' })).toBeTruthy()
  })
})
