import { randomUUID } from 'node:crypto'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { AllStreamPosition, Empty, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb.js'
import { Status } from '@eventstore/db-client/generated/status_pb.js'
import { StreamsService, type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import {
  AppendResp,
  BatchAppendResp,
  ReadResp,
  type AppendReq,
  type BatchAppendReq,
  type ReadReq,
} from '@eventstore/db-client/generated/streams_pb.js'
import {
  testEventStoreLog,
  type Expected,
  type Proposed,
  type TestEventStoreLog,
  type TestRecord,
  type Written,
} from './test-eventstore-log.ts'
import {
  Any,
  checkpointMessage,
  eventMessage,
  GoogleEmpty,
  grpc,
  matcherOf,
  nameOf,
  proposedOf,
  streamOf,
  textOf,
  uuidOf,
} from './test-eventstore-messages.ts'

export type TestEventStore = {
  /** For the client. */
  readonly url: string
  readonly log: TestEventStoreLog
  stop(): void
  /** On the same port again, with the same log. */
  restart(): Promise<void>
}

/** Reads of the server are looked at in windows of so many records, after each of which a filtered reader is told how far they went. */
const searchWindow = 32

/**
 * A server of EventStoreDB's protocol in this process, built on the client's own service definitions: append in both protocols, reads of
 * a stream and of $all, filters, live subscriptions. No cluster, no deletes, no users.
 */
export async function testEventStoreServer({ batchAppend = true }: { readonly batchAppend?: boolean } = {}): Promise<TestEventStore> {
  const log = testEventStoreLog()
  let server = new grpc.Server()
  const listen = (port: number): Promise<number> => {
    server = new grpc.Server()
    server.addService(StreamsService, streamsOf(log))
    server.addService(ServerFeaturesService, { getSupportedMethods: featuresOf(batchAppend) })
    return new Promise((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      )
    })
  }
  const port = await listen(0)
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    log,
    stop: () => server.forceShutdown(),
    restart: async () => void (await listen(port)),
  }
}

const featuresOf = (batchAppend: boolean) => (_call: unknown, answer: (error: null, methods: SupportedMethods) => void) => {
  const methods = new SupportedMethods()
  methods.setEventStoreServerVersion('23.10.0.0')
  for (const name of ['read', 'append', ...(batchAppend ? ['batchappend'] : [])]) {
    const method = new SupportedMethod()
    method.setServiceName('event_store.client.streams.streams')
    method.setMethodName(name)
    methods.addMethods(method)
  }
  answer(null, methods)
}

function streamsOf(log: TestEventStoreLog): Pick<IStreamsServer, 'read' | 'append' | 'batchAppend'> {
  return {
    read: (call) => read(log, call),
    append(call, answer) {
      const events: Proposed[] = []
      let options: AppendReq.Options | undefined
      call.on('data', (message: AppendReq) => {
        if (message.hasOptions()) options = message.getOptions()
        else events.push(proposedOf(message.getProposedMessage()))
      })
      call.on('end', () => {
        if (options === undefined) throw new Error('the client sent no options')
        const expected = options.hasRevision() ? BigInt(options.getRevision()) : options.hasNoStream() ? 'no-stream' : 'any'
        answer(null, appendMessage(expected, log.append(nameOf(options.getStreamIdentifier()), expected, events)))
      })
    },
    batchAppend(call) {
      const open = new Map<string, { options?: BatchAppendReq.Options; readonly events: Proposed[] }>()
      call.on('data', (message: BatchAppendReq) => {
        const id = textOf(message.getCorrelationId())
        const batch = open.get(id) ?? { events: [] }
        open.set(id, batch)
        const options = message.getOptions() ?? batch.options
        if (options !== undefined) batch.options = options
        batch.events.push(...message.getProposedMessagesList().map(proposedOf))
        if (!message.getIsFinal() || options === undefined) return
        open.delete(id)
        const expected = options.hasStreamPosition() ? BigInt(options.getStreamPosition()) : options.hasNoStream() ? 'no-stream' : 'any'
        const stream = nameOf(options.getStreamIdentifier())
        call.write(batchMessage(id, stream, expected, log.append(stream, expected, batch.events)))
      })
      call.on('end', () => call.end())
    },
  }
}

function appendMessage(expected: Expected, written: Written): AppendResp {
  const answer = new AppendResp()
  if (written.ok) {
    const success = new AppendResp.Success()
    tellSuccess(success, written, { position: new AppendResp.Position(), nowhere: new Empty() })
    answer.setSuccess(success)
    return answer
  }
  const wrong = new AppendResp.WrongExpectedVersion()
  if (written.current === null) wrong.setCurrentNoStream(new Empty())
  else wrong.setCurrentRevision(String(written.current))
  if (typeof expected === 'bigint') wrong.setExpectedRevision(String(expected))
  else wrong.setExpectedNoStream(new Empty())
  answer.setWrongExpectedVersion(wrong)
  return answer
}

function batchMessage(id: string, stream: string, expected: Expected, written: Written): BatchAppendResp {
  const answer = new BatchAppendResp()
  answer.setCorrelationId(uuidOf(id))
  answer.setStreamIdentifier(streamOf(stream))
  if (written.ok) {
    const success = new BatchAppendResp.Success()
    tellSuccess(success, written, { position: new AllStreamPosition(), nowhere: new GoogleEmpty() })
    answer.setSuccess(success)
    return answer
  }
  const wrong = new WrongExpectedVersion()
  if (written.current === null) wrong.setCurrentNoStream(new GoogleEmpty())
  else wrong.setCurrentStreamRevision(String(written.current))
  if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected))
  else wrong.setExpectedNoStream(new GoogleEmpty())
  const details = new Any()
  details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion')
  const status = new Status()
  status.setCode(9)
  status.setMessage('WrongExpectedVersion')
  status.setDetails(details)
  answer.setError(status)
  return answer
}

type PositionMessage = { setCommitPosition(position: string): unknown; setPreparePosition(position: string): unknown }
type SuccessMessage<Position, Nowhere> = {
  setCurrentRevision(revision: string): unknown
  setPosition(position: Position): unknown
  setNoPosition(nowhere: Nowhere): unknown
}

/** Both protocols tell a success in the same words, each in messages of its own. */
function tellSuccess<Position extends PositionMessage, Nowhere>(
  success: SuccessMessage<NoInfer<Position>, NoInfer<Nowhere>>,
  written: Extract<Written, { readonly ok: true }>,
  { position, nowhere }: { readonly position: Position; readonly nowhere: Nowhere },
): void {
  success.setCurrentRevision(String(written.revision))
  if (written.position === null) return void success.setNoPosition(nowhere)
  position.setCommitPosition(String(written.position))
  position.setPreparePosition(String(written.position))
  success.setPosition(position)
}

type ReadCall = Parameters<IStreamsServer['read']>[0]

function read(log: TestEventStoreLog, call: ReadCall): void {
  const options = call.request.getOptions()
  if (options === undefined) throw new Error('the client sent no options')
  const stream = options.getStream()
  const name = nameOf(stream?.getStreamIdentifier())
  const records = stream === undefined ? log.all : log.streams.get(name)
  if (records === undefined) {
    const unknown = new ReadResp.StreamNotFound()
    unknown.setStreamIdentifier(streamOf(name))
    const answer = new ReadResp()
    answer.setStreamNotFound(unknown)
    call.write(answer)
    call.end()
    return
  }
  if (options.hasSubscription()) return subscribe(log, call, options)
  const isBackwards = options.getReadDirection() === 1
  const ordered = isBackwards ? [...records].reverse() : records
  for (const record of ordered.slice(0, Number(options.getCount()))) call.write(eventMessage(record))
  call.end()
}

/** From after a position, through what is there, to what comes. */
function subscribe(log: TestEventStoreLog, call: ReadCall, options: ReadReq.Options): void {
  const all = options.getAll()
  const position = all?.getPosition()
  const after =
    position === undefined ? (all?.hasEnd() === true ? (log.all.at(-1)?.position ?? -1n) : -1n) : BigInt(position.getCommitPosition())
  const matches = matcherOf(options)
  const every = searchWindow * Math.max(1, options.getFilter()?.getCheckpointintervalmultiplier() ?? 1)
  let seen = 0
  const push = (record: TestRecord): void => {
    if (matches(record)) call.write(eventMessage(record))
    seen += 1
    if (options.hasFilter() && seen % every === 0) call.write(checkpointMessage(record.position))
  }
  const confirmed = new ReadResp()
  const confirmation = new ReadResp.SubscriptionConfirmation()
  confirmation.setSubscriptionId(randomUUID())
  confirmed.setConfirmation(confirmation)
  call.write(confirmed)
  for (const record of log.all) if (record.position > after) push(record)
  const caughtUp = new ReadResp()
  caughtUp.setCaughtUp(new ReadResp.CaughtUp())
  call.write(caughtUp)
  const leave = log.follow(push)
  call.on('cancelled', leave)
  call.on('close', leave)
}
