import type { BlobStorage } from '../../application/ports/blob-storage.ts'
import type { CredentialSigner } from '../../application/ports/credential-signer.ts'
import type { EventStore } from '../../application/ports/event-store.ts'
import type { ImageCodec } from '../../application/ports/image-codec.ts'
import type { ImageEngine } from '../../application/ports/image-engine.ts'
import type { AroundTask } from '../../application/processes/drive.ts'
import type { UseCases } from '../../application/use-cases.ts'
import type { ViewStore } from '../../projections/projection.ts'

/** What is known of a request before it is served: nothing of its address, which may hold what a person typed. */
export type RequestBegun = { readonly method: string; readonly traceparent: string | undefined }

/** `route` is the pattern, never the filled address. */
export type RequestEnded = { readonly route: string; readonly status: number }

/** `proceed` serves the request and says when it has ended. */
export type AroundRequest = (begun: RequestBegun, proceed: (end: (ended: RequestEnded) => void) => void) => void

/**
 * Follows a job from the request to the picture that is shown, from outside: each port is wrapped, nothing in the rings knows of it. What
 * is told holds kinds, counts, outcomes and our own ids, never a text that somebody wrote, a picture, a secret or an address.
 */
export type Telemetry = {
  eventStore(store: EventStore): EventStore
  blobStorage(store: BlobStorage): BlobStorage
  imageCodec(codec: ImageCodec): ImageCodec
  imageEngine(engine: ImageEngine): ImageEngine
  credentialSigner<Signer extends CredentialSigner>(signer: Signer): Signer
  viewStore(views: ViewStore, log: Pick<EventStore, 'readAll'>): ViewStore
  useCases(useCases: UseCases): UseCases
  /** Absent: nobody looks on. */
  readonly aroundRequest?: AroundRequest
  readonly aroundTask?: AroundTask
  /** Sends what is left, for at most a few seconds. */
  close(): Promise<void>
}

const asItIs = <Port>(port: Port): Port => port

/** Nobody follows: every port is the one it was, and no tracing library is even loaded. */
export const noTelemetry: Telemetry = {
  eventStore: asItIs,
  blobStorage: asItIs,
  imageCodec: asItIs,
  imageEngine: asItIs,
  credentialSigner: asItIs,
  viewStore: asItIs,
  useCases: asItIs,
  close: () => Promise.resolve(),
}
