import { crc32 } from 'node:zlib'
import type { Engine } from './engine.ts'
import { noFaults, type Faults, type RequestFacts } from './faults.ts'

/**
 * What can be had of an emulator that was started with its fault menu. A `request` fault meets requests to its path, a `run` fault the run
 * that a request posts: both by the header `X-Emulator-Fault: <name>` of that request, or by arming it for the next one. An `engine`
 * fault is thrown once, or holds until all are taken away.
 */
export type MenuFault =
  | { readonly scope: 'request'; readonly path: string; readonly faults: Partial<Faults> }
  | { readonly scope: 'run'; readonly faults: Partial<Faults> }
  | { readonly scope: 'engine'; readonly act: (engine: Engine) => void }

const answering = (
  path: string,
  status: number,
  more: { readonly contentType?: string; readonly body?: string | Uint8Array; readonly headers?: Readonly<Record<string, string>> } = {},
): MenuFault => ({
  scope: 'request',
  path,
  faults: { answerInstead: () => ({ status, ...more }) },
})
const changing = (path: string, change: (body: Uint8Array) => Uint8Array): MenuFault => ({
  scope: 'request',
  path,
  faults: { changeAnswer: (_request, body) => change(body) },
})
const running = (faults: Partial<Faults>): MenuFault => ({ scope: 'run', faults })
const thrown = (faults: Partial<Faults>): MenuFault => ({ scope: 'engine', act: (engine) => void Object.assign(engine.faults, faults) })
const failing = (type: string, message: string): MenuFault =>
  running({ failNode: (_id, classType) => (classType === 'KSampler' ? { type, message } : null) })
const framing = (changeFrame: Faults['changeFrame']): MenuFault => running({ changeFrame })

const hourMs = 3_600_000
const foreignId = '00000000-0000-4000-8000-00000000dead'
const html = { contentType: 'text/html', body: '<html>Please sign in</html>' }

export const faultMenu: Readonly<Record<string, MenuFault>> = {
  'answer-500': answering('/prompt', 500, { body: '500 Internal Server Error' }),
  'answer-502': answering('/prompt', 502, html),
  'answer-503': answering('/prompt', 503),
  'answer-429': answering('/prompt', 429),
  'answer-html': answering('/prompt', 200, html),
  'answer-redirect': answering('/prompt', 302, { headers: { Location: '/canary' } }),
  'refuse-nodes': answering('/prompt', 400, {
    contentType: 'application/json',
    body: JSON.stringify({
      error: { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed validation', details: '', extra_info: {} },
      node_errors: { 1: { errors: [{ type: 'value_not_in_list', extra_info: { input_name: 'unet_name' } }], class_type: 'UNETLoader' } },
    }),
  }),
  'lose-answer': { scope: 'request', path: '/prompt', faults: { dropAnswer: () => true } },
  'slow-answer': { scope: 'request', path: '/prompt', faults: { delayMs: () => 2_000 } },
  'foreign-id': changing('/prompt', (body) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body).toString()), prompt_id: foreignId })),
  ),
  'clock-ahead': { scope: 'request', path: '', faults: { headers: () => ({ Date: new Date(Date.now() + hourMs).toUTCString() }) } },
  'accept-twice': running({ acceptTwice: true }),
  'forget-run': running({ afterwards: 'forget-run' }),
  restart: { scope: 'engine', act: (engine) => engine.restart() },
  'worker-dead': { scope: 'engine', act: (engine) => engine.killWorker() },
  'queue-stall': thrown({ stalled: true }),
  slow: running({ stepMs: 400 }),
  'out-of-memory': failing('torch.OutOfMemoryError', 'Allocation on device 0 would exceed allowed memory. (out of memory)\n'),
  'node-error': failing('RuntimeError', 'The size of tensor a (64) must match the size of tensor b (32)\n'),
  'no-outputs': running({ hideOutputs: true }),
  'late-history': running({ historyDelayMs: 500 }),
  'short-history': running({ mostHistory: 3 }),
  'foreign-path': running({ changeOutputs: (outputs) => eachImage(outputs, (image) => [{ ...image, filename: '../../secret.png' }]) }),
  'many-outputs': running({
    changeOutputs: (outputs) => eachImage(outputs, (image) => Array.from({ length: 500 }, () => image)),
  }),
  'empty-picture': changing('/view', () => new Uint8Array()),
  'cut-picture': changing('/view', (body) => body.subarray(0, Math.floor(body.length / 2))),
  'other-picture': answering('/view', 200, { contentType: 'image/jpeg', body: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16) }),
  'huge-picture': answering('/view', 200, { contentType: 'image/png', body: hugePng() }),
  'html-picture': answering('/view', 200, html),
  'redirected-picture': answering('/view', 302, { headers: { Location: '/canary' } }),
  'silent-frames': running({ changeFrame: () => [], silentSockets: true }),
  'doubled-frames': framing((frame) => [frame, frame]),
  'foreign-frames': framing((frame) => [{ ...frame, data: { ...(frame.data as object), prompt_id: foreignId } }]),
  'shuffled-frames': running({ changeFrame: swappingPairs() }),
  'deaf-sockets': { scope: 'engine', act: (engine) => engine.hub.deafen() },
  'ignore-interrupt': thrown({ ignoreInterrupt: true }),
  'misdirect-interrupt': thrown({ misdirectInterrupt: true }),
}

/** Takes all faults away that hold until then; a dead worker needs a restart. */
export const clearFaults = (engine: Engine): void => void Object.assign(engine.faults, noFaults())

export const meets = (fault: MenuFault, { method, path }: Pick<RequestFacts, 'method' | 'path'>): boolean => {
  if (fault.scope === 'run') return method === 'POST' && path === '/prompt'
  return fault.scope === 'request' && (fault.path === '' || (path === fault.path && (path === '/view' || method === 'POST')))
}

type Outputs = Parameters<Faults['changeOutputs']>[0]
type Image = Outputs[string]['images'][number]

const eachImage = (outputs: Outputs, change: (image: Image) => readonly Image[]): Outputs =>
  Object.fromEntries(Object.entries(outputs).map(([node, { images }]) => [node, { images: images.flatMap(change) }]))

/** Every frame waits for the next one and comes after it. */
function swappingPairs(): Faults['changeFrame'] {
  let held: Parameters<Faults['changeFrame']>[0] | null = null
  return (frame) => {
    const pair = held === null ? [] : [frame, held]
    held = held === null ? frame : null
    return pair
  }
}

/** A header that promises 200 megapixels and nothing behind it. */
function hugePng(): Uint8Array {
  const header = Buffer.alloc(17)
  header.write('IHDR', 0, 'latin1')
  header.writeUInt32BE(20_000, 4)
  header.writeUInt32BE(10_000, 8)
  header.set([8, 6, 0, 0, 0], 12)
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(13)
  sum.writeUInt32BE(crc32(header))
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), length, header, sum])
}
