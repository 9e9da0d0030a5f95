import { beforeEach, describe, expect, it } from '@jest/globals'
import { characterForm, contextOf, testWorld, userOf } from '../../adapters/memory/test-world.ts'
import type { GenerationRequested } from '../../domain/generation-job/generation-job-events.ts'
import type { RequestGeneration } from './generation-request.ts'
import type { CharacterForm } from '../use-cases.ts'
import { useCases } from '../wired-use-cases.ts'

const mara = userOf('mara')
const studio = {
  scene: 'beach_day',
  environment: 'beach',
  outfit: 'summer dress',
  aspectRatio: '2:3',
  qualityMode: 'draft',
  nsfw: false,
} as const

describe('requestGeneration', () => {
  let world: ReturnType<typeof testWorld>
  beforeEach(() => {
    world = testWorld()
  })
  async function newCharacter(changes: Partial<CharacterForm> = {}): Promise<string> {
    const created = await world.use.createCharacter({ ...characterForm, ...changes }, contextOf(mara))
    if (!created.ok) throw new Error(created.rejection.type)
    return created.value.characterId
  }
  const request = (characterId: string, changes: Partial<RequestGeneration> = {}): RequestGeneration => ({
    characterId,
    studio,
    count: 1,
    useReference: false,
    ...changes,
  })
  const ask = async (changes: Partial<RequestGeneration> = {}, form: Partial<CharacterForm> = {}) =>
    world.use.requestGeneration(request(await newCharacter(form), changes), contextOf(mara))
  const requests = async () =>
    (await world.events()).filter(({ type }) => type === 'GenerationRequested').map(({ data }) => data as GenerationRequested['data'])

  it('given a request, then prompt and negative are recorded as composed, beside what was typed', async () => {
    const answer = await ask({ prompt: 'holding a parasol', negativePrompt: 'hats' })
    expect(answer).toMatchObject({ ok: true, value: { seeds: [4_711], replayed: false, hasNegativePrompt: true } })
    const [recorded] = await requests()
    expect(recorded?.prompt).toMatch(/27-year-old .* summer dress.*holding a parasol/)
    expect(recorded?.userPrompt).toBe('holding a parasol')
    expect(recorded?.negativePrompt).toMatch(/^hats, .*nudity/)
    expect(recorded).toMatchObject({ studio, params: { width: 896, height: 1344, seed: 4_711 }, outputCount: 1 })
    expect(recorded).not.toHaveProperty('referenceSha256')
  })

  it('given count 10, then ten jobs with ten seeds in one batch', async () => {
    const answer = await ask({ count: 10, seed: 5 })
    expect(answer).toMatchObject({ ok: true, value: { seeds: [5, 6, 7, 8, 9, 10, 11, 12, 13, 14] } })
    expect(new Set((await requests()).map(({ batchId }) => batchId)).size).toBe(1)
    expect((await requests()).map(({ params }) => params.seed).sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
  })

  it('given nsfw, then the character must allow it', async () => {
    const nsfw = { studio: { ...studio, nsfw: true } }
    expect(await ask(nsfw)).toEqual({ ok: false, rejection: { type: 'nsfw-not-allowed' } })
    expect((await ask(nsfw, { nsfwEnabled: true })).ok).toBe(true)
    expect((await requests())[0]?.negativePrompt).not.toContain('nudity')
  })

  it('given words of minors together with nsfw, or a school uniform, then the field is named', async () => {
    const nsfw = (outfit: string) => ({ studio: { ...studio, nsfw: true, outfit } })
    expect(await ask(nsfw('schoolgirl outfit'), { nsfwEnabled: true })).toMatchObject({ ok: false, rejection: { field: 'outfit' } })
    expect(await ask({ ...nsfw('bikini'), prompt: 'with a child' }, { nsfwEnabled: true })).toEqual({
      ok: false,
      rejection: { type: 'underage-content', field: 'prompt' },
    })
  })

  it('given a reference that was asked for, then there must be one, and its hash goes along', async () => {
    const characterId = await newCharacter()
    expect(await world.use.requestGeneration(request(characterId, { useReference: true }), contextOf(mara))).toEqual({
      ok: false,
      rejection: { type: 'no-reference' },
    })
    await world.use.setReference({ characterId, from: { bytes: new TextEncoder().encode('picture 9x9 face') } }, contextOf(mara))
    expect((await world.use.requestGeneration(request(characterId, { useReference: true }), contextOf(mara))).ok).toBe(true)
    expect((await requests())[0]?.referenceSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('given an engine that cannot, then it says what is missing and nothing is recorded', async () => {
    const refusal = { type: 'engine-cannot', missing: ['flux.safetensors in models/unet'] } as const
    const imageEngine = { ...world.imageEngine, choose: async () => ({ ok: false, rejection: refusal }) as const }
    const answer = await useCases({ ...world.ports, imageEngine }).requestGeneration(request(await newCharacter()), contextOf(mara))
    expect(answer).toEqual({ ok: false, rejection: refusal })
    expect(await requests()).toHaveLength(0)
  })

  it('given presets that are none, then they are named', async () => {
    const odd = { ...studio, scene: 'moon', outfit: '' } as unknown as RequestGeneration['studio']
    expect(await ask({ studio: odd, count: 11 })).toMatchObject({
      ok: false,
      rejection: { type: 'invalid-request', faults: [{ field: 'scene' }, { field: 'outfit' }, { field: 'count' }] },
    })
  })

  it.each(['\u200b\u2060', '\u2800', '\u3164\ufe0f'])(
    'given an outfit of invisible characters, then it is refused as a field',
    async (outfit) => {
      const rejection = { type: 'invalid-request', faults: [{ field: 'outfit' }] }
      expect(await ask({ studio: { ...studio, outfit } })).toMatchObject({ ok: false, rejection })
    },
  )

  it('given the same key and body, then no second picture', async () => {
    const characterId = await newCharacter()
    const context = contextOf(mara, { route: 'generate', key: 'k', fingerprint: 'f' })
    const first = await world.use.requestGeneration(request(characterId, { count: 2 }), context)
    const again = await world.use.requestGeneration(request(characterId, { count: 2 }), context)
    expect(again).toEqual(first.ok ? { ok: true, value: { ...first.value, replayed: true } } : 'refused')
    expect(await requests()).toHaveLength(2)
  })

  it('given the same key and body at once, then one is the first and all others say that they repeat it', async () => {
    const characterId = await newCharacter()
    const context = contextOf(mara, { route: 'generate', key: 'k', fingerprint: 'f' })
    const clock = { ...world.ports.clock, now: () => (world.time.nowMs += 1) }
    const { requestGeneration } = useCases({ ...world.ports, clock })
    const answers = await Promise.all([1, 2, 3, 4].map(() => requestGeneration(request(characterId), context)))
    expect(answers.map((answer) => answer.ok && answer.value.replayed).sort()).toEqual([false, true, true, true])
    expect(await requests()).toHaveLength(1)
  })
})
