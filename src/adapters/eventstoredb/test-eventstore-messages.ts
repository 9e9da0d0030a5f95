import { createRequire } from 'node:module'
import { UUID, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js'
import type { AppendReq, BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import type { Proposed, TestRecord } from './test-eventstore-log.ts'

type Answer = NonNullable<ReturnType<Status['getDetails']>>
type GrpcServer = {
  addService(definition: object, implementation: object): void
  bindAsync(address: string, credentials: object, done: (error: Error | null, port: number) => void): void
  forceShutdown(): void
}
type Grpc = { readonly Server: new () => GrpcServer; readonly ServerCredentials: { createInsecure(): object } }

/** The very copies that the client runs on: another copy of the message library does not know the client's messages. */
const ofClient = createRequire(require.resolve('@eventstore/db-client'))
export const grpc = ofClient('@grpc/grpc-js') as Grpc
export const { Any } = ofClient('google-protobuf/google/protobuf/any_pb') as { readonly Any: new () => Answer }
export const { Empty: GoogleEmpty } = ofClient('google-protobuf/google/protobuf/empty_pb') as {
  readonly Empty: new () => NonNullable<ReturnType<BatchAppendReq.Options['getNoStream']>>
}

/** 100 ns since 1970, as the server counts. */
export const ticksOf = (ms: number): string => String(BigInt(ms) * 10_000n)

export function uuidOf(text: string): UUID {
  const uuid = new UUID()
  uuid.setString(text)
  return uuid
}

export function textOf(uuid: UUID | undefined): string {
  if (uuid === undefined) return ''
  const structured = uuid.getStructured()
  if (structured === undefined) return uuid.getString()
  const hex = (half: string): string => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')
  const digits = hex(structured.getMostSignificantBits()) + hex(structured.getLeastSignificantBits())
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const nameOf = (stream: StreamIdentifier | undefined): string =>
  stream === undefined ? '' : Buffer.from(stream.getStreamName_asU8()).toString('utf8')

export function streamOf(name: string): StreamIdentifier {
  const stream = new StreamIdentifier()
  stream.setStreamName(Buffer.from(name).toString('base64'))
  return stream
}

export function proposedOf(message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage | undefined): Proposed {
  if (message === undefined) throw new Error('the client sent no message')
  return {
    id: textOf(message.getId()),
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }
}

export function eventMessage(record: TestRecord): ReadResp {
  const event = new ReadResp.ReadEvent.RecordedEvent()
  event.setId(uuidOf(record.id))
  event.setStreamIdentifier(streamOf(record.stream))
  event.setStreamRevision(String(record.revision))
  event.setPreparePosition(String(record.position))
  event.setCommitPosition(String(record.position))
  event.setData(record.data)
  event.setCustomMetadata(record.metadata)
  event.getMetadataMap().set('type', record.type).set('content-type', record.contentType).set('created', ticksOf(record.createdMs))
  const read = new ReadResp.ReadEvent()
  read.setEvent(event)
  read.setCommitPosition(String(record.position))
  const answer = new ReadResp()
  answer.setEvent(read)
  return answer
}

export function checkpointMessage(position: bigint): ReadResp {
  const checkpoint = new ReadResp.Checkpoint()
  checkpoint.setCommitPosition(String(position))
  checkpoint.setPreparePosition(String(position))
  const answer = new ReadResp()
  answer.setCheckpoint(checkpoint)
  return answer
}

/** What a reader asked for by name or type; everything when there is no filter. */
export function matcherOf(options: ReadReq.Options): (record: TestRecord) => boolean {
  const filter = options.getFilter()
  if (filter === undefined) return () => true
  const expression = filter.getEventType() ?? filter.getStreamIdentifier()
  const subject = (record: TestRecord): string => (filter.hasEventType() ? record.type : record.stream)
  const prefixes = expression?.getPrefixList() ?? []
  const regex = expression?.getRegex() ?? ''
  return regex === ''
    ? (record) => prefixes.some((prefix) => subject(record).startsWith(prefix))
    : (record) => new RegExp(regex).test(subject(record))
}
