import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { fold } from '../decider.ts'
import { editJob } from './edit-job.ts'
import type { EditJobEvent, InpaintRequested, MaskStored } from './edit-job-events.ts'

const stored = <Event extends EditJobEvent>(type: Event['type']): Event['data'] =>
  (JSON.parse(readFileSync(join(__dirname, 'stored', `${type}.v1.json`), 'utf8')) as Event).data
const request = stored<InpaintRequested>('InpaintRequested')
const mask = { ...stored<MaskStored>('MaskStored'), width: request.sourceWidth, height: request.sourceHeight }
const asked: readonly EditJobEvent[] = [
  { type: 'InpaintRequested', data: request },
  { type: 'MaskStored', data: mask },
]

describe('an edit job', () => {
  it('given nothing, when asked for, then request and mask are recorded together', () => {
    expect(editJob.decide({ type: 'RequestInpaint', data: { request, mask } }, editJob.initial)).toEqual({ ok: true, value: asked })
  })

  it('given the job already, then it is not asked for again', () => {
    const again = editJob.decide({ type: 'RequestInpaint', data: { request, mask } }, fold(editJob, asked))
    expect(again).toEqual({ ok: false, rejection: { type: 'JobExists' } })
  })

  it('given a mask of another size than the source, then it is refused with both sizes', () => {
    const other = { ...mask, width: mask.width + 1 }
    expect(editJob.decide({ type: 'RequestInpaint', data: { request, mask: other } }, editJob.initial)).toMatchObject({
      ok: false,
      rejection: {
        type: 'MaskOfAnotherSize',
        expected: `${request.sourceWidth} × ${request.sourceHeight}`,
        came: `${other.width} × ${other.height}`,
      },
    })
  })

  it('keeps the mask with the request through the whole life of the job', () => {
    const cancelling: EditJobEvent = { type: 'CancellationRequested', data: {} }
    const cancelled: EditJobEvent = { type: 'JobCancelled', data: { phase: 'waiting' } }
    expect(fold(editJob, [...asked, cancelling, cancelled])).toMatchObject({ status: 'cancelled', request: { ...request, mask } })
  })

  it('leaves everything else to the life that both kinds of job share', () => {
    const answer = editJob.decide({ type: 'RequestCancellation', data: {} }, fold(editJob, asked))
    expect(answer).toEqual({ ok: true, value: [{ type: 'CancellationRequested', data: {} }] })
  })
})
