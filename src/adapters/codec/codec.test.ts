import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EventIsNewer, EventRejected, type NewEvent } from '../../application/ports/event-store.ts'
import { memorySubjectKeys } from '../memory/memory-subject-keys.ts'
import { eventCodec } from './codec.ts'
import { mapProtected } from './protected-fields.ts'
import { seal } from './sealed-text.ts'

const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const
const place = { stream: 's', revision: 0n, position: 7n, recordedAt: '2025-11-20T00:00:00.000Z' }
const sample = (path: string): { type: string; data: Record<string, unknown> } =>
  JSON.parse(readFileSync(join(process.cwd(), 'src/domain', path), 'utf8'))
const inpaint = (change: object = {}): NewEvent => {
  const { type, data } = sample('edit-job/stored/InpaintRequested.v1.json')
  return { type, data: { ...data, ...change }, eventId: 'e1', meta }
}

const subjectId = '6b1d0c52-9e4f-4f7a-8c3d-2a5b7e9f1c04'
const picture = (outfit: string): NewEvent => {
  const { type, data } = sample('image-asset/stored/ImageAssetCreated.v3.json')
  return { type, data: { ...data, characterId: subjectId, studio: { ...(data['studio'] as object), outfit } }, eventId: 'e1', meta }
}

describe('protected texts', () => {
  it('given a prompt, then what is stored does not hold it, and what is read does', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const stored = await codec.encode([inpaint({ editPrompt: 'CANARY naïve 🦜' })])
    expect(JSON.stringify(stored)).not.toContain('CANARY')
    expect((await codec.decode(stored.map((row) => ({ ...row, ...place }))))[0]?.data).toMatchObject({ editPrompt: 'CANARY naïve 🦜' })
  })

  it('given the same prompt twice, then the two look different', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const [a, b] = await codec.encode([inpaint(), { ...inpaint(), eventId: 'e2' }])
    expect(a?.data).not.toEqual(b?.data)
  })

  it('given a destroyed key, then old texts read as null and new ones are stored as null', async () => {
    const keys = memorySubjectKeys()
    const codec = eventCodec(keys)
    const event = inpaint()
    const before = await codec.encode([event])
    await keys.destroy((event.data as { characterId: string }).characterId)
    const after = await codec.encode([event])
    expect((await codec.decode(before.map((row) => ({ ...row, ...place }))))[0]?.data).toMatchObject({
      editPrompt: null,
      negativePrompt: null,
    })
    expect(after[0]?.data).toMatchObject({ editPrompt: null, negativePrompt: null })
  })

  it('given the facts alone, then their texts are open too, and without the id that seals them nothing is read', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const [stored] = await codec.encode([inpaint({ editPrompt: 'a red scarf' })])
    const [fact] = await codec.decodeFacts([{ ...stored!, ...place }])
    expect(fact).toMatchObject({ type: 'InpaintRequested', data: { editPrompt: 'a red scarf' }, position: place.position })
    expect(fact).not.toHaveProperty('meta')
    await expect(codec.decodeFacts([{ ...stored!, ...place, eventId: null }])).rejects.toThrow()
  })

  it('given an event of several texts, then they lie in one envelope, and nulls in their places', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const [stored] = await codec.encode([picture('CANARY gown')])
    expect(stored).toMatchObject({
      schemaVersion: 3,
      data: { prompt: null, editPrompt: null, sealed: expect.stringMatching(/^sealed:1:/) },
    })
    expect(JSON.stringify(stored)).not.toContain('CANARY')
    expect((await codec.decode([{ ...stored!, ...place }]))[0]?.data).toEqual(picture('CANARY gown').data)
  })

  it.each([1, 2])('given one of version %i, sealed text by text, then it is read for as long as there is a key', async (schemaVersion) => {
    const keys = memorySubjectKeys()
    const codec = eventCodec(keys)
    const event = picture('CANARY gown')
    const key = (await keys.keyFor(subjectId))!
    // The outfit lay in the clear in the first version.
    const data = mapProtected({ ...event, schemaVersion }, (words, path, isSealed) => (isSealed ? seal(words, key, `e1/${path}`) : words))
    const stored = { ...event, data, schemaVersion, ...place }
    expect(JSON.stringify(data).includes('CANARY')).toBe(schemaVersion === 1)
    expect((await codec.decode([stored]))[0]?.data).toEqual(event.data)
    await keys.destroy(subjectId)
    expect((await codec.decode([stored]))[0]?.data).toMatchObject({ prompt: null, studio: { outfit: '' } })
  })

  it('given a sealed text moved to another event, then it is not opened', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const stored = await codec.encode([inpaint()])
    await expect(codec.decode(stored.map((row) => ({ ...row, ...place, eventId: 'e2' })))).rejects.toThrow()
  })

  it('given an unsealed text where a sealed one belongs, then it is not read', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const [stored] = await codec.encode([inpaint()])
    const forged = { ...stored!, ...place, data: { ...stored!.data, editPrompt: 'forged' } }
    await expect(codec.decode([forged])).rejects.toThrow('unsealed')
    const bare = Object.fromEntries(Object.entries(forged.data).filter(([field]) => field !== 'sealed'))
    await expect(codec.decode([{ ...forged, data: bare }])).rejects.toThrow('unsealed')
    await expect(codec.decode([{ ...forged, data: { ...stored!.data, sealed: '{"editPrompt":"forged"}' } }])).rejects.toThrow('unsealed')
  })
})

describe('what may be stored', () => {
  const refused = async (event: NewEvent): Promise<string> => {
    const error: unknown = await eventCodec(memorySubjectKeys())
      .encode([event])
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(EventRejected)
    return (error as Error).message
  }
  const asset = (params: object): NewEvent => {
    const { type, data } = sample('image-asset/stored/ImageAssetCreated.v3.json')
    return { type, data: { ...data, params: { ...(data['params'] as object), ...params } }, eventId: 'e1', meta }
  }

  it.each([
    ['a data: address', 'data:image/png;base64,AAAA'],
    ['a signed address', 'https://bucket/key?X-Amz-Signature=1'],
    ['bytes as base64', 'iVBORw0KGgo'.repeat(20)],
  ])('given %s in an unprotected text, then it is refused', async (what, sampler) => {
    expect(await refused(asset({ sampler }))).toBe(`ImageAssetCreated.sampler holds ${what}`)
  })

  it('given such words in a protected text, then a person may write them', async () => {
    const codec = eventCodec(memorySubjectKeys())
    await expect(codec.encode([inpaint({ editPrompt: 'data:image/png;base64, and X-Amz-' })])).resolves.toHaveLength(1)
  })

  it('given an unknown field, an unknown type or a wrong value, then the refusal names the place and never the value', async () => {
    expect(await refused(inpaint({ secretField: 1 }))).toContain('unrecognized_keys')
    expect(await refused({ ...inpaint(), type: 'Nonsense' })).toBe('Nonsense is no event of this program')
    const message = await refused(inpaint({ sourceSha256: 'CANARY' }))
    expect(message).toContain('sourceSha256')
    expect(message).not.toContain('CANARY')
  })

  it('given more than 64 KiB, half a character or a NUL, then it is refused', async () => {
    expect(await refused(inpaint({ editPrompt: 'ä'.repeat(33_000) }))).toContain('at most 65536')
    expect(await refused(inpaint({ editPrompt: '\ud83e' }))).toContain('plain JSON')
    expect(await refused(inpaint({ editPrompt: 'a\0b' }))).toContain('plain JSON')
    expect(await refused(inpaint({ requestedAt: new Date(0) }))).toContain('InpaintRequested.requestedAt: only plain JSON')
  })
})

describe('versions', () => {
  const v1 = eventCodec(memorySubjectKeys(), {}, { Planted: z.strictObject({ widthPx: z.number() }) })
  const v2 = eventCodec(
    memorySubjectKeys(),
    { Planted: [(data) => ({ sizePx: 'widthPx' in data ? data.widthPx : null })] },
    { Planted: z.strictObject({ sizePx: z.number() }) },
  )
  const planted = (data: object): NewEvent => ({ type: 'Planted', data, eventId: 'e1', meta })

  it('given an event of version 1, then a program of version 2 reads it as version 2', async () => {
    const [stored] = await v1.encode([planted({ widthPx: 640 })])
    expect(stored?.schemaVersion).toBe(1)
    expect((await v2.decode([{ ...stored!, ...place }]))[0]?.data).toEqual({ sizePx: 640 })
  })

  it('given an event of version 2, then a program of version 2 leaves it alone and one of version 1 refuses it', async () => {
    const [stored] = await v2.encode([planted({ sizePx: 640 })])
    expect(stored?.schemaVersion).toBe(2)
    expect((await v2.decode([{ ...stored!, ...place }]))[0]?.data).toEqual({ sizePx: 640 })
    await expect(v1.decode([{ ...stored!, ...place }])).rejects.toThrow(EventIsNewer)
  })

  it('given an unknown type or unknown fields in the log, then reading says so', async () => {
    await expect(v1.decode([{ ...planted({}), schemaVersion: 1, type: 'Other', ...place }])).rejects.toThrow(
      new EventIsNewer('Other at position 7 is no event of this program'),
    )
    await expect(v1.decode([{ ...planted({ widthPx: 1, more: 2 }), schemaVersion: 1, ...place }])).rejects.toThrow('unrecognized_keys')
  })
})
