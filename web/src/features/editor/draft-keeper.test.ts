import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Draft } from '../../api/drafts.ts'
import { maskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskPng } from '../../mask-engine/mask-png.ts'
import { draftWriter, type DraftState } from './draft-keeper.ts'
import { editorStore } from './editor-state.ts'

const realFetch = globalThis.fetch
// jsdom has no databases, which is said each time.
beforeEach(() => void jest.spyOn(console, 'info').mockImplementation(() => undefined))
afterEach(() => {
  globalThis.fetch = realFetch
  jest.restoreAllMocks()
})

const size = { widthPx: 64, heightPx: 64 }
const brush = { sizePx: 8, hardness: 1 }
const full = new Uint8Array(size.widthPx * size.heightPx).fill(255)
const other: Draft = {
  imageId: 'p',
  revision: 3,
  savedAt: '2026-11-23T10:00:00.000Z',
  settings: { prompt: 'a hat' },
  maskBase64Png: 'full',
}

function writerOf(server: () => Promise<unknown>) {
  globalThis.fetch = server as typeof fetch
  const said: DraftState[] = []
  const engine = maskEngine(size)
  const store = editorStore()
  const png = { encode: () => Promise.resolve('drawn'), decode: () => Promise.resolve(full.slice()) } as unknown as MaskPng
  const say = (state: DraftState): void => void said.push(state)
  return { engine, png, store, said, writer: draftWriter({ imageId: 'p', engine, png, store, tab: Promise.resolve('tab'), say }) }
}

const answer = (body: unknown) => Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve(body) })
const nothingThere = () => Promise.resolve({ ok: true, status: 204 })
/** More turns than anything here takes. */
const soon = (): Promise<void> => new Promise((wake) => setTimeout(wake, 20))

describe('the draft of another window', () => {
  it('comes onto the stage when the stroke that is under way has ended, and counts from then on', async () => {
    const { engine, store, said, writer } = writerOf(nothingThere)
    await writer.open()
    engine.beginStroke(brush, 'add', { x: 8, y: 8 })
    const taken = writer.takeOther(other)
    await soon()
    expect(engine.facts().coveragePct).toBe(0)
    expect(store.getState().prompt).toBe('')
    expect(said).toEqual([])
    engine.endStroke()
    await taken
    expect(engine.facts().coveragePct).toBe(100)
    expect(store.getState().prompt).toBe('a hat')
    expect(said).toEqual([{ kind: 'saved', at: other.savedAt }])
  })
})

describe('a draft that cannot be read', () => {
  it('keeps nobody from saving what is done from then on', async () => {
    const { engine, said, writer } = writerOf(() => answer({ ...other, settings: null }))
    expect(await writer.open()).toBe(false)
    expect(writer.ready()).toBe(true)
    globalThis.fetch = (() => answer({ ...other, revision: 1 })) as never
    engine.fillAll()
    await writer.save()
    expect(said.at(-1)).toEqual({ kind: 'saved', at: other.savedAt })
  })
})

describe('a save that comes nowhere', () => {
  it('says so instead of promising that this browser has it, and is repeated when asked', async () => {
    const { engine, said, writer } = writerOf(nothingThere)
    await writer.open()
    globalThis.fetch = (() => Promise.reject(new TypeError('no way'))) as never
    engine.fillAll()
    await writer.save()
    expect(said.at(-1)).toEqual({ kind: 'nowhere' })
    globalThis.fetch = (() => answer({ ...other, revision: 1 })) as never
    await writer.saveAgain()
    expect(said.at(-1)).toEqual({ kind: 'saved', at: other.savedAt })
    const words = said.length
    await writer.saveAgain()
    expect(said).toHaveLength(words)
  })
})

describe('a draft that was thrown away elsewhere', () => {
  it('is kept here when asked, as the first one of this picture', async () => {
    const { engine, said, writer } = writerOf(() => answer(other))
    await writer.open()
    engine.beginStroke(brush, 'remove', { x: 8, y: 8 })
    engine.endStroke()
    const asked: unknown[] = []
    globalThis.fetch = ((_: string, { body }: { body: string }) => {
      const { basedOn } = JSON.parse(body) as { basedOn: number }
      asked.push(basedOn)
      if (basedOn === 0) return answer({ ...other, revision: 1 })
      const problem = { title: 'A newer draft exists', code: 'draft-is-stale', draft: null }
      return Promise.resolve({ ok: false, status: 409, json: () => Promise.resolve(problem) })
    }) as never
    await writer.save()
    expect(said.at(-1)).toMatchObject({ kind: 'stale', newer: null })
    await writer.keepMine(null)
    expect(asked).toEqual([other.revision, 0])
    expect(said.at(-1)).toEqual({ kind: 'saved', at: other.savedAt })
  })
})

describe('a mask that cannot be coded', () => {
  it('leaves no save hanging: what failed is said, and the next one goes its way', async () => {
    const { engine, png, said, writer } = writerOf(nothingThere)
    await writer.open()
    const encode = jest.spyOn(png, 'encode').mockRejectedValueOnce(new Error('no code'))
    engine.fillAll()
    await writer.save()
    expect(said.at(-1)).toEqual({ kind: 'nowhere' })
    globalThis.fetch = (() => answer({ ...other, revision: 1 })) as never
    await writer.saveAgain()
    expect(encode).toHaveBeenCalledTimes(2)
    expect(said.at(-1)).toEqual({ kind: 'saved', at: other.savedAt })
  })
})
