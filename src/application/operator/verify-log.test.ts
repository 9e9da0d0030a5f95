import { describe, expect, it } from '@jest/globals'
import { historyOf } from '../../projections/histories.contract.ts'
import { busyTape } from '../../projections/view-store.contract.ts'
import { EventStoreUnavailable, type Recorded } from '../ports/event-store.ts'
import type { LogRecord } from '../ports/log-records.ts'
import { verifyLog, type VerifyPorts } from './verify-log.ts'

const log = historyOf(busyTape)
const head = log.at(-1)?.position ?? 0n

/** A log in which some events cannot be read, and a blob store that holds everything under its right hash but for what is said. */
function portsWith({ unreadable = [], missing = '', altered = '', outage = false }: Twists = {}): VerifyPorts {
  const pageOf = (after: bigint, limit: number): readonly Recorded[] => log.filter(({ position }) => position > after).slice(0, limit)
  return {
    eventStore: {
      head: async () => head,
      async readAll(after, limit) {
        if (outage) throw new EventStoreUnavailable('gone')
        const events = pageOf(after, limit)
        if (events.some(({ position }) => unreadable.includes(position))) throw new TypeError('a newer version')
        return { events, scannedTo: (events.length === limit ? events.at(-1)?.position : head) ?? after }
      },
    },
    records: {
      faults: async () => [],
      page: async (after, limit) => pageOf(after, limit) as unknown as readonly LogRecord[],
    },
    blobStorage: {
      get: async (_kind, sha256) => (sha256 === missing ? null : new TextEncoder().encode(sha256 === altered ? 'x' : sha256)),
    },
    sha256Of: (bytes) => new TextDecoder().decode(bytes),
  }
}
type Twists = { readonly unreadable?: readonly bigint[]; readonly missing?: string; readonly altered?: string; readonly outage?: boolean }

const quiet = (): void => undefined
const living = log.find(
  ({ type, stream }) => type === 'ImageAssetCreated' && !log.some((other) => other.stream === stream && other.type === 'ImageAssetErased'),
)
const sha256 = String(Reflect.get(living?.data ?? {}, 'sha256'))

describe('verifying a log', () => {
  it('given a log that is well, then every event was read and every needed file looked at', async () => {
    const told: string[] = []
    const verified = await verifyLog(portsWith(), (stage, done, of) => void (done === of && told.push(stage)))
    expect(verified).toMatchObject({ events: log.length, findings: [] })
    expect(verified.blobs).toBeGreaterThan(5)
    expect(told).toEqual(['events', 'blobs'])
  })

  it('given events that cannot be read, then each is found, and all others are read all the same', async () => {
    const unreadable = [log[3]?.position ?? 0n, log[log.length - 1]?.position ?? 0n]
    const verified = await verifyLog(portsWith({ unreadable }), quiet)
    expect(verified.findings.map((finding) => ('position' in finding ? [finding.fault, finding.position, finding.reason] : []))).toEqual(
      unreadable.map((position) => ['unreadable-event', position, 'TypeError']),
    )
    expect(verified.events).toBe(log.length - 2)
  })

  it('given a file that is gone or was changed, then it is found; one of an erased picture is not missed', async () => {
    expect((await verifyLog(portsWith({ missing: sha256 }), quiet)).findings).toEqual([{ fault: 'blob-missing', about: `image/${sha256}` }])
    expect((await verifyLog(portsWith({ altered: sha256 }), quiet)).findings).toEqual([{ fault: 'blob-altered', about: `image/${sha256}` }])
    const erased = log.find(({ type }) => type === 'ImageAssetErased')
    const gone = log.find(({ type, stream }) => type === 'ImageAssetCreated' && stream === erased?.stream)
    expect((await verifyLog(portsWith({ missing: String(Reflect.get(gone?.data ?? {}, 'sha256')) }), quiet)).findings).toEqual([])
  })

  it('given the log cannot be reached, then that is said, and not that it is broken', async () => {
    await expect(verifyLog(portsWith({ outage: true }), quiet)).rejects.toThrow(EventStoreUnavailable)
  })
})
