import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutTexts } from '../../application/history/without-texts.ts'
import type { Recorded } from '../../application/ports/event-store.ts'
import { memorySubjectKeys } from '../memory/memory-subject-keys.ts'
import * as appearance from '../../domain/presets/appearance.ts'
import * as studio from '../../domain/presets/studio-settings.ts'
import { eventCodec } from './codec.ts'
import { eventSchemas, type DataOf, type EventType } from './event-schemas.ts'
import { mapProtected, subjectOf, typesWithTexts } from './protected-fields.ts'
import { newestVersion, upcast, upcasters } from './upcasters.ts'

type Sample = { readonly file: string; readonly type: EventType; readonly schemaVersion: number; readonly data: object }

const domain = join(process.cwd(), 'src/domain')
const samples: readonly Sample[] = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((file) => /[/\\]stored[/\\].*\.json$/.test(file))
  .map((file) => ({ file, ...(JSON.parse(readFileSync(join(domain, file), 'utf8')) as Omit<Sample, 'file'>) }))

describe('the stored samples', () => {
  it('given every event type and version, then there is one sample of it, under its name', () => {
    const expected = Object.keys(eventSchemas).flatMap((type) =>
      Array.from({ length: newestVersion(upcasters, type) }, (_, step) => `${type}.v${step + 1}.json`),
    )
    expect(samples.map((sample) => sample.file.split(/[/\\]/).at(-1)).sort()).toEqual(expected.sort())
    for (const { file, type, schemaVersion } of samples) expect(file.endsWith(`${type}.v${schemaVersion}.json`)).toBe(true)
  })

  it.each(samples)('given $file, then it is brought to the newest version and fits its schema', ({ type, schemaVersion, data }) => {
    const newest = upcast(upcasters, type, schemaVersion, data)
    expect(eventSchemas[type].parse(newest)).toEqual(newest)
    expect(upcast(upcasters, type, newestVersion(upcasters, type), newest)).toEqual(newest)
  })

  it('given all of them appended and read, then they come back as they were', async () => {
    const codec = eventCodec(memorySubjectKeys())
    const newest = samples.filter((sample) => sample.schemaVersion === newestVersion(upcasters, sample.type))
    const meta = { correlationId: 'c', causationId: 'c', actor: { kind: 'system', id: 'test' } } as const
    const stored = await codec.encode(newest.map(({ type, data }, at) => ({ type, data, eventId: `e${at}`, meta })))
    const place = { stream: 's', revision: 0n, position: 1n, recordedAt: '2025-11-20T00:00:00.000Z' }
    const read = await codec.decode(stored.map((event) => ({ ...event, ...place })))
    expect(read.map(({ type, data }) => ({ type, data }))).toEqual(newest.map(({ type, data }) => ({ type, data })))
  })

  it.each(samples)('given $file, then what the log seals is what somebody else does not read in it', ({ type, data }) => {
    const sealed = mapProtected({ type, schemaVersion: newestVersion(upcasters, type), data }, () => null)
    expect(withoutTexts({ type, data } as Recorded).data).toEqual(sealed)
  })
})

describe('stored samples that hold texts', () => {
  const asText = (data: object): string => JSON.stringify(data)
  const withTexts = samples.filter((sample) => asText(mapProtected(sample, () => null)) !== asText(sample.data))

  it.each(withTexts)(
    'given $file, then there is a subject whose key seals them, and the id that they are sealed with is read along',
    (sample) => {
      expect(subjectOf(sample.type, sample.data)).toEqual(expect.any(String))
      expect(typesWithTexts).toContain(sample.type)
    },
  )
})

describe('the schemas', () => {
  it('given the types of the domain, then the schemas refuse nothing that those allow', () => {
    type Refused = { [Type in EventType]: DataOf<Type> extends (typeof eventSchemas)[Type]['_zod']['output'] ? never : Type }[EventType]
    const refused: Refused[] = []
    expect(refused).toEqual([])
  })

  it('given the values of the presets, then each is accepted', () => {
    const { studio: settings } = eventSchemas.GenerationRequested.shape
    expect(settings.shape.scene.options).toEqual(studio.scenes)
    expect(settings.shape.environment.options).toEqual(studio.environments)
    const { shape } = eventSchemas.CharacterCreated.shape.profile
    expect(shape.hairStyle.options).toEqual(appearance.hairStyles)
    expect(shape.bodyType.options).toEqual(appearance.bodyTypes)
  })
})
