import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import type { Recorded } from '../ports/event-store.ts'
import { groupOf, wordsOf } from './event-words.ts'
import { differences } from './state-at.ts'
import { withoutTexts } from './without-texts.ts'

const domain = join(process.cwd(), 'src/domain')
const samples = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  .filter((file) => /[/\\]stored[/\\].*\.json$/.test(file))
  .map((file) => JSON.parse(readFileSync(join(domain, file), 'utf8')) as { readonly type: string; readonly data: object })

const recorded = (event: { readonly type: string; readonly data: object }, kind: 'user' | 'system' = 'user'): Recorded => ({
  ...event,
  eventId: 'e',
  stream: 's',
  revision: 0n,
  position: 1n,
  recordedAt: '2026-01-01T00:00:00.000Z',
  meta: { correlationId: 'c', causationId: 'c', actor: { kind, id: 'somebody' } },
})

describe('events in words', () => {
  it.each(samples)('given $type, then a person reads a sentence and not a type', (sample) => {
    const words = wordsOf(recorded(sample))
    expect(words.title).toMatch(/^[A-Z][a-z]*( [a-z]+)*$/)
    expect(words.title).not.toBe(sample.type)
    expect(words.text).not.toMatch(/undefined|null|NaN|\[object/)
  })

  it('given what a process did in a person’s place, then it is bookkeeping', () => {
    const erased = { type: 'ImageAssetErased', data: { assetId: 'a', sha256: [] } }
    expect(groupOf(recorded(erased))).toBe('person')
    expect(groupOf(recorded(erased, 'system'))).toBe('record')
  })

  it('given an event that it does not know, then its type is told', () => {
    expect(wordsOf(recorded({ type: 'SomethingNew', data: {} }))).toEqual({ title: 'SomethingNew', text: '' })
  })

  it('given somebody else reads, then no sample’s texts are left, and everything else is', () => {
    const texts = ['prompt', 'userPrompt', 'negativePrompt', 'editPrompt', 'name', 'handle', 'defaultOutfit', 'outfit', 'bio']
    for (const sample of samples) {
      const { data } = withoutTexts(recorded(sample))
      expect(JSON.stringify(data)).not.toMatch(new RegExp(`"(${texts.join('|')})":"`))
      const left = differences(sample.data, data)
      expect(left.filter(({ path, to }) => to !== null || !texts.includes(path.split('.').at(-1) ?? ''))).toEqual([])
    }
  })
})
