import { describe, expect, it } from '@jest/globals'
import { progressHubContract } from '../../application/ports/progress-hub.contract.ts'
import { memoryProgressHub } from './memory-progress-hub.ts'
import { pinoLog } from './pino-log.ts'

const quiet = pinoLog('silent')
const word = (jobId: string) => ({ jobId, ownerId: 'u1', progress: 0.5, step: 1, steps: 2, queuePosition: null })

progressHubContract('the hub in memory', () => memoryProgressHub(quiet))

describe('the bounds of the hub in memory', () => {
  it('given more jobs than it holds, then the one that was silent longest is forgotten', () => {
    const hub = memoryProgressHub(quiet, 2)
    hub.publish(word('j1'))
    hub.publish(word('j2'))
    hub.publish(word('j1'))
    hub.publish(word('j3'))
    expect(['j1', 'j2', 'j3'].map((jobId) => hub.latest(jobId) !== null)).toEqual([true, false, true])
  })

  it('given more preview bytes than it holds, then old previews go until they fit', async () => {
    const hub = memoryProgressHub(quiet, 100, 25)
    for (const jobId of ['j1', 'j2', 'j3']) hub.publishPreview(jobId, 'u1', { mime: 'image/png', bytes: new Uint8Array(10) })
    expect(await hub.latestPreview('j1')).toBeNull()
    expect(await hub.latestPreview('j2')).not.toBeNull()
    hub.clear('j2')
    hub.publishPreview('j4', 'u1', { mime: 'image/png', bytes: new Uint8Array(10) })
    expect(await hub.latestPreview('j3')).not.toBeNull()
  })
})
