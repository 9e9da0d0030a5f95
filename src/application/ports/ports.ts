import type { QueueRoom } from '../job/queue-room.ts'
import type { Accounts } from './accounts.ts'
import type { AuditTrail } from './audit-trail.ts'
import type { BlobLinks } from './blob-links.ts'
import type { BlobReferences } from './blob-references.ts'
import type { BlobStorage } from './blob-storage.ts'
import type { Clock } from './clock.ts'
import type { CredentialSigner } from './credential-signer.ts'
import type { DraftStore } from './draft-store.ts'
import type { EventStore } from './event-store.ts'
import type { HandleDirectory } from './handle-directory.ts'
import type { IdSource } from './id-source.ts'
import type { ImageCodec } from './image-codec.ts'
import type { ImageEngine } from './image-engine.ts'
import type { ProgressHub } from './progress-hub.ts'
import type { SecretSource } from './secret-source.ts'

/** What the use cases stand on. */
export type Ports = {
  readonly eventStore: EventStore
  readonly auditTrail: AuditTrail
  readonly blobStorage: BlobStorage
  readonly blobReferences: BlobReferences
  /** Where clients reach the blob store themselves. */
  readonly blobLinks?: BlobLinks
  readonly imageCodec: ImageCodec
  readonly imageEngine: ImageEngine
  readonly credentialSigner: CredentialSigner
  readonly progressHub: ProgressHub
  readonly accounts: Accounts
  readonly secretSource: SecretSource
  readonly draftStore: DraftStore
  readonly queueRoom: QueueRoom
  readonly handleDirectory: HandleDirectory
  readonly idSource: IdSource
  readonly clock: Clock
}
