import { describe, expect, it } from '@jest/globals'
import type { Job } from '../../api/jobs.ts'
import { comingIn } from './coming.ts'

const job = (id: string, over: Partial<Job>): Job =>
  ({ id, status: 'in_progress', kind: 'generation', characterId: 'nova', ...over }) as Job
const jobs = [job('new', {}), job('edit', { kind: 'edit' }), job('other', { characterId: 'other' }), job('done', { status: 'completed' })]
const ids = (search: Parameters<typeof comingIn>[1]) => comingIn(jobs, search).map(({ id }) => id)

describe('pictures on the way, at the head of a gallery', () => {
  it('are those that have not ended', () => expect(ids({})).toEqual(['new', 'edit', 'other']))
  it('are of its character and kind', () => expect(ids({ character: 'nova', kind: 'edited' })).toEqual(['edit']))
  it('are none where their place is not known: among words, days, or the oldest', () => {
    expect([ids({ q: 'coat' }), ids({ from: '2026-01-01' }), ids({ sort: 'oldest' })]).toEqual([[], [], []])
  })
})
