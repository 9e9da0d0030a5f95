import { beforeEach, describe, expect, it } from '@jest/globals'
import { characterForm, contextOf, namedId, testWorld, userOf } from '../../adapters/memory/test-world.ts'
import type { InpaintRequested, MaskStored } from '../../domain/edit-job/edit-job-events.ts'
import { editJobStream } from '../../domain/ids.ts'
import { StorageUnavailable } from '../ports/blob-storage.ts'
import { ImagingFailed } from '../ports/image-codec.ts'
import type { RequestInpaint } from './edit-request.ts'
import type { CharacterForm, Context } from '../use-cases.ts'
import { useCases } from '../wired-use-cases.ts'

const mara = userOf('mara')
const stranger = userOf('stranger')
const studio = { scene: 'night_out', environment: 'office', outfit: 'jeans', qualityMode: 'hq', nsfw: false } as const
const picture = new TextEncoder().encode('picture 64x64')

describe('requestInpaint', () => {
  let world: ReturnType<typeof testWorld>
  let characterId: string
  let sourceImageId: string
  beforeEach(async () => {
    world = testWorld()
    characterId = await newCharacter()
    sourceImageId = await newImage(characterId)
  })

  async function newCharacter(changes: Partial<CharacterForm> = {}): Promise<string> {
    const created = await world.use.createCharacter({ ...characterForm, ...changes }, contextOf(mara))
    if (!created.ok) throw new Error(created.rejection.type)
    return created.value.characterId
  }
  async function newImage(ofCharacter: string, changes: { readonly nsfw?: boolean; readonly outfit?: string } = {}): Promise<string> {
    const upload = { characterId: ofCharacter, bytes: picture, studio: { ...studio, ...changes } }
    const uploaded = await world.use.uploadImage(upload, contextOf(mara))
    if (!uploaded.ok) throw new Error(uploaded.rejection.type)
    return uploaded.value.assetId
  }
  const request = (changes: Partial<RequestInpaint> = {}): RequestInpaint => ({
    characterId,
    sourceImageId,
    prompt: 'add a banana',
    maskedImageBase64Png: 'mask 64x64 100',
    count: 1,
    growPx: 0,
    featherPx: 8,
    strength: 1,
    area: 'whole',
    allowFullMask: false,
    ...changes,
  })
  const ask = (changes: Partial<RequestInpaint> = {}, context: Context = contextOf(mara)) =>
    world.use.requestInpaint(request(changes), context)
  const refusal = async (changes: Partial<RequestInpaint> = {}, context?: Context) => {
    const before = (await world.events()).length
    const answer = await ask(changes, context)
    expect((await world.events()).length).toBe(before)
    return answer.ok ? 'accepted' : answer.rejection.type
  }
  const jobEvents = async (jobId: string) => world.ports.eventStore.readStream<InpaintRequested | MaskStored>(editJobStream(jobId))

  it('given a good request, then both first facts are recorded and the answer tells what was asked for', async () => {
    const answer = await ask({ seed: 7, negativePrompt: 'cats' })
    if (!answer.ok) throw new Error(answer.rejection.type)
    expect(answer.value).toMatchObject({ seeds: [7], negativePromptUsed: false, engine: 'preview', replayed: false })
    const [requested, mask] = await jobEvents(answer.value.promptIds[0] ?? '')
    expect(requested).toMatchObject({ type: 'InpaintRequested', position: answer.value.position - 1n })
    expect(requested?.data).toMatchObject({
      sourceAssetId: sourceImageId,
      editPrompt: 'add a banana',
      negativePrompt: expect.stringMatching(/^cats, deformed/) as unknown,
      params: { seed: 7, steps: 20, width: 64, height: 64, growPx: 0, featherPx: 8, strength: 1, area: 'whole' },
    })
    expect(mask?.data).toMatchObject({ coveredPixels: 100, totalPixels: 4096 })
    expect(await world.ports.blobStorage.has('mask', (mask?.data as MaskStored['data']).maskSha256)).toBe(true)
  })

  it('given words that do harm only beside what the source or the character says, then the edit is refused', async () => {
    const grown = await newImage(characterId, { outfit: 'in a bikini' })
    expect(await refusal({ sourceImageId: grown, prompt: 'as a teenager' })).toBe('underage-content')
    expect((await ask({ sourceImageId: grown, prompt: 'add a banana' })).ok).toBe(true)
    const ofParent = await newCharacter({ bio: 'often drawn with her little sister' })
    const seen = await newImage(ofParent)
    expect(await refusal({ characterId: ofParent, sourceImageId: seen, prompt: 'in lingerie' })).toBe('underage-content')
  })

  it('given the area `masked`, then the part and the size at which it is drawn are recorded, for a stored mask as for a painted one', async () => {
    const answer = await ask({ area: 'masked' })
    if (!answer.ok) throw new Error(answer.rejection.type)
    const [jobId = ''] = answer.value.promptIds
    const drawn = { area: 'masked', box: { x: 8, y: 4, width: 32, height: 24 }, width: 64, height: 48 }
    expect((await jobEvents(jobId))[0]?.data).toMatchObject({ params: drawn, sourceWidth: 64, sourceHeight: 64 })
  })

  it('given count 4, then four jobs share a batch and the seeds count on, over the end of the numbers', async () => {
    const answer = await ask({ count: 4, seed: Number.MAX_SAFE_INTEGER - 1 })
    if (!answer.ok) throw new Error(answer.rejection.type)
    expect(answer.value.seeds).toEqual([Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER, 0, 1])
    const firsts = await Promise.all(answer.value.promptIds.map(async (id) => (await jobEvents(id))[0]?.data as InpaintRequested['data']))
    expect(firsts.map(({ params }) => params.seed)).toEqual(answer.value.seeds)
    expect(new Set(firsts.map(({ batchId }) => batchId))).toEqual(new Set([answer.value.batchId]))
  })

  describe('who may edit what', () => {
    it('answers strangers and unknown ids alike', async () => {
      expect(await refusal({}, contextOf(stranger))).toBe('not-found')
      expect(await refusal({ sourceImageId: namedId('nothing') })).toBe('not-found')
      expect(await refusal({ characterId: namedId('nothing') })).toBe('not-found')
      expect(await refusal({ sourceImageId: '../etc' })).toBe('not-found')
    })

    it('given the picture of another of my characters, then it is not of this one', async () => {
      const other = await newCharacter({ handle: 'other' })
      expect(await refusal({ sourceImageId: await newImage(other) })).toBe('source-not-of-character')
    })

    it('given a source in the trash, then it says so, and works again once restored', async () => {
      await world.use.trashImage({ assetId: sourceImageId }, contextOf(mara))
      expect(await refusal()).toBe('image-in-trash')
      await world.use.restoreImage({ assetId: sourceImageId }, contextOf(mara))
      expect((await ask()).ok).toBe(true)
    })

    it('given an archived character, then no new job', async () => {
      await world.use.archiveCharacter({ characterId, archived: true }, contextOf(mara))
      expect(await refusal()).toBe('character-archived')
    })

    it('given an nsfw source whose character no longer allows it, then it is refused', async () => {
      const daring = await newCharacter({ handle: 'daring', nsfwEnabled: true })
      const image = await newImage(daring, { nsfw: true })
      expect((await ask({ characterId: daring, sourceImageId: image })).ok).toBe(true)
      await world.use.changeCharacter({ characterId: daring, changes: { nsfwEnabled: false } }, contextOf(mara))
      expect(await refusal({ characterId: daring, sourceImageId: image })).toBe('nsfw-not-allowed')
    })

    it('given a token without the scope, then it is told which one is missing', async () => {
      const context = contextOf(mara)
      const reader: Context = { ...context, caller: { ...context.caller, via: 'token', scopes: ['read'] } }
      expect(await ask({}, reader)).toEqual({ ok: false, rejection: { type: 'scope-missing', scope: 'write' } })
    })
  })

  describe('the gate works beside the other questions', () => {
    const askWith = (changes: Partial<typeof world.ports>) =>
      useCases({ ...world.ports, ...changes }).requestInpaint(request(), contextOf(mara))

    it('given a mask at the gate, then the character is asked for meanwhile', async () => {
      const { imageCodec, eventStore } = world.ports
      let begin = (): void => undefined
      const atGate = new Promise<void>((resolve) => (begin = resolve))
      const answer = await askWith({
        imageCodec: { ...imageCodec, readMask: (...given) => (begin(), imageCodec.readMask(...given)) },
        eventStore: {
          ...eventStore,
          readStream: async (stream) => {
            if (stream.startsWith('character-')) await atGate
            return eventStore.readStream(stream)
          },
        },
      })
      expect(answer.ok).toBe(true)
    })

    it('given a refusal before the gate is done, then it stands, whatever becomes of the mask', async () => {
      await world.use.archiveCharacter({ characterId, archived: true }, contextOf(mara))
      const readMask = () => Promise.reject(new ImagingFailed('the child died'))
      const answer = await askWith({ imageCodec: { ...world.ports.imageCodec, readMask } })
      expect(answer).toEqual({ ok: false, rejection: { type: 'character-archived' } })
    })

    it('given the picture of a stranger, then its mask is not looked at', async () => {
      let looks = 0
      const readMask = () => ((looks += 1), Promise.reject(new ImagingFailed('nobody may come here')))
      const use = useCases({ ...world.ports, imageCodec: { ...world.ports.imageCodec, readMask } })
      expect(await use.requestInpaint(request(), contextOf(stranger))).toEqual({ ok: false, rejection: { type: 'not-found' } })
      expect(looks).toBe(0)
    })
  })

  describe('what is refused leaves nothing behind', () => {
    it.each([
      ['mask 64x64 0', 'mask-empty'],
      ['mask 64x64 4096', 'mask-full'],
      ['mask 64x63 10', 'mask-wrong-size'],
      ['nonsense', 'mask-not-png'],
    ])('given the mask %j, then %s: no event, no blob', async (maskedImageBase64Png, expected) => {
      let puts = 0
      const { blobStorage } = world.ports
      const counting = { ...blobStorage, put: (...args: Parameters<typeof blobStorage.put>) => ((puts += 1), blobStorage.put(...args)) }
      const answer = await useCases({ ...world.ports, blobStorage: counting }).requestInpaint(
        request({ maskedImageBase64Png }),
        contextOf(mara),
      )
      expect(answer).toMatchObject({ ok: false, rejection: { type: expected } })
      expect(puts).toBe(0)
      expect((await world.events()).filter(({ type }) => type === 'InpaintRequested')).toHaveLength(0)
    })

    it('given words that are not allowed, then it names the field; in a negative prompt they protect', async () => {
      expect(await ask({ prompt: 'make her a loli' })).toMatchObject({
        ok: false,
        rejection: { type: 'underage-content', field: 'prompt' },
      })
      expect((await ask({ negativePrompt: 'child' })).ok).toBe(true)
    })

    it('given a store that takes no writes, then nothing is accepted', async () => {
      const down = async (): Promise<void> => {
        throw new StorageUnavailable('full')
      }
      const use = useCases({ ...world.ports, blobStorage: { ...world.ports.blobStorage, check: down } })
      expect(await use.requestInpaint(request(), contextOf(mara))).toEqual({ ok: false, rejection: { type: 'storage-unavailable' } })
    })

    it.each<[string, Partial<RequestInpaint>]>([
      ['prompt', { prompt: '' }],
      ['prompt', { prompt: 'x'.repeat(2_001) }],
      ['prompt', { prompt: 'half \ud83d' }],
      ['count', { count: 5 }],
      ['growPx', { growPx: 1.5 }],
      ['featherPx', { featherPx: 65 }],
      ['strength', { strength: 0 }],
      ['seed', { seed: -1 }],
      ['maskedImageBase64Png', { maskFromImageId: namedId('x') }],
    ])('given a %s out of bounds, then it is an invalid request', async (field, changes) => {
      expect(await ask(changes)).toMatchObject({ ok: false, rejection: { type: 'invalid-request', faults: [{ field }] } })
    })

    it('counts code points, not code units', async () => {
      expect((await ask({ prompt: '😀'.repeat(2_000) })).ok).toBe(true)
    })
  })

  describe('the queue', () => {
    it('given a count that would pass my own cap, then it is refused whole', async () => {
      world.waiting.own = 48
      expect(await ask({ count: 3 })).toEqual({ ok: false, rejection: { type: 'too-many-jobs', limit: 50, waiting: 48, asked: 3 } })
      expect((await ask({ count: 2 })).ok).toBe(true)
    })

    it("given everybody's cap reached, then the queue is full", async () => {
      world.waiting.all = 1_000
      expect(await refusal()).toBe('queue-full')
    })
  })

  describe('under an Idempotency-Key', () => {
    const keyed = (fingerprint: string, key = 'k') => contextOf(mara, { route: 'inpaint', key, fingerprint })

    it('given the same body again, then the same jobs, said to be a replay, and nothing new', async () => {
      const first = await ask({ count: 2 }, keyed('body'))
      const before = (await world.events()).length
      // Caps and rules of now do not matter to what was accepted then.
      world.waiting.own = 50
      const again = await ask({ count: 2 }, keyed('body'))
      if (!first.ok || !again.ok) throw new Error('refused')
      expect(again.value).toEqual({ ...first.value, replayed: true })
      expect((await world.events()).length).toBe(before)
    })

    it('given another body, then the key is used up; another key is another request', async () => {
      await ask({}, keyed('body'))
      expect(await refusal({ prompt: 'add a cat' }, keyed('other body'))).toBe('idempotency-key-reused')
      expect((await ask({}, keyed('other body', 'k2'))).ok).toBe(true)
    })

    it('given two at the same moment, then one batch with one answer', async () => {
      const answers = await Promise.all([ask({ count: 2 }, keyed('body')), ask({ count: 2 }, keyed('body'))])
      const [a, b] = answers.map((answer) => (answer.ok ? answer.value : null))
      expect(a?.promptIds).toEqual(b?.promptIds)
      expect(a?.seeds).toEqual(b?.seeds)
      expect((await world.events()).filter(({ type }) => type === 'InpaintRequested')).toHaveLength(2)
    })

    it('given two bodies at the same moment, then one of them is refused', async () => {
      const answers = await Promise.all([ask({}, keyed('one')), ask({ prompt: 'add a cat' }, keyed('two'))])
      expect(answers.map((answer) => (answer.ok ? 'accepted' : answer.rejection.type)).sort()).toEqual([
        'accepted',
        'idempotency-key-reused',
      ])
    })

    it('given a request that was cut off between its jobs, then the repeat completes it', async () => {
      const { eventStore } = world.ports
      let appends = 0
      const dying = {
        ...eventStore,
        append: async (...args: Parameters<typeof eventStore.append>) => {
          if ((appends += 1) > 1) throw new Error('killed')
          return eventStore.append(...args)
        },
      }
      const cutOff = useCases({ ...world.ports, eventStore: dying }).requestInpaint(request({ count: 3 }), keyed('body'))
      await expect(cutOff).rejects.toThrow('killed')
      const again = await ask({ count: 3 }, keyed('body'))
      expect(again).toMatchObject({ ok: true, value: { replayed: true, seeds: [4_711, 4_712, 4_713] } })
      expect((await world.events()).filter(({ type }) => type === 'InpaintRequested')).toHaveLength(3)
    })
  })
})
