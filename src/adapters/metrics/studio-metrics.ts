import { collectDefaultMetrics, Registry } from 'prom-client'
import type { BlobStorage } from '../../application/ports/blob-storage.ts'
import type { EventStore } from '../../application/ports/event-store.ts'
import type { ImageCodec } from '../../application/ports/image-codec.ts'
import type { Log } from '../../application/ports/log.ts'
import type { RequestMeter } from '../../application/ports/request-meter.ts'
import type { TaskQueue } from '../../application/ports/task-queue.ts'
import { countAnswer } from './count-answer.ts'
import { setLiveFigures, type FigureSources } from './live-figures.ts'
import { measuredBlobStorage } from './measured-blob-storage.ts'
import { measuredEventStore } from './measured-event-store.ts'
import { measuredImageCodec } from './measured-image-codec.ts'
import { measuredTaskQueue } from './measured-task-queue.ts'
import { metersIn } from './meters.ts'

/** Measures ports from outside: nothing in the rings knows that it is counted. */
export type StudioMetrics = RequestMeter & {
  eventStore(store: EventStore, log: Log): EventStore
  taskQueue(queue: TaskQueue): TaskQueue
  blobStorage(store: BlobStorage, backend: 'fs' | 's3'): BlobStorage
  imageCodec(codec: ImageCodec): ImageCodec
  /** The page as Prometheus reads it; figures of the installation are asked for now. */
  page(sources: FigureSources): Promise<{ readonly contentType: string; readonly text: string }>
}

export function studioMetrics({ version }: { readonly version: string }): StudioMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'studio_' })
  const meters = metersIn(registry)
  meters.build.set({ version }, 1)
  // To Prometheus a count that begins at 1 has not grown, and rules about the first of them would be silent.
  meters.finished.inc({ outcome: 'failed', code: 'quarantined' }, 0)
  meters.finished.inc({ outcome: 'completed', code: 'none' }, 0)
  return {
    eventStore: (store, log) => measuredEventStore(store, meters, log),
    taskQueue: (queue) => measuredTaskQueue(queue, meters),
    blobStorage: (store, backend) => measuredBlobStorage(store, backend, meters),
    imageCodec: (codec) => measuredImageCodec(codec, meters),
    streamBegun() {
      meters.streams.inc()
      return { dropped: () => meters.streamsDropped.inc(), ended: () => meters.streams.dec() }
    },
    answered: (request) => countAnswer(request, meters),
    async page(sources) {
      await setLiveFigures(sources, meters)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
