import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ellipseMask } from '../dist/src/adapters/cli/demo-pictures.js'
import { demoCharacter, firstToken, studioClient } from '../dist/src/adapters/cli/studio-client.js'
import { workerPainter } from '../dist/src/adapters/comfyui-emulator/worker-painter.js'
import { pastedPixels } from '../dist/src/adapters/imaging/paste-back.js'
import { pasteMask } from '../dist/src/domain/mask/masks.js'
import { planeOf } from '../dist/src/domain/mask/plane.js'
import { decodeRgb } from '../dist/src/adapters/imaging/pixels.js'

const side = 1024
/** A server that has just been started compiles what it runs for the first few requests. */
const [warmRuns, measuredRuns] = [5, 11]

/** Milliseconds per 1024² picture: accept an edit over HTTP, decode its mask bare, paste back, paint. Medians. */
export async function benchPictures() {
  const mask = ellipseMask(side, side)
  const painted = Uint8Array.from({ length: side * side }, (_, at) =>
    Math.hypot((at % side) - 512, Math.floor(at / side) - 512) < 220 ? 255 : 0,
  )
  const plane = pasteMask(planeOf(side, side, painted), 0, 8).values // an edit of 14.5 % of the picture with the usual soft edge
  const [source, generated] = [new Uint8Array(side * side * 3).fill(10), new Uint8Array(side * side * 3).fill(200)]
  const pasteBackMs = await median(() => pastedPixels(source, generated, plane), 25)
  return { ...(await acceptEdit(mask)), pasteBackMs, paintMs: await paint() }
}

/**
 * An edit is accepted once a second, when the one before it is drawn; what is decoded bare is decoded at the same moments, between two of
 * them. In a loop of its own it finds warm caches and an awake processor, which no request does: a ratio of the two would say nothing.
 */
async function acceptEdit(mask) {
  const dataDir = mkdtempSync(join(tmpdir(), 'persona-studio-bench-'))
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: '',
    USER_QUEUE_MAX: '1000',
    RATE_WRITES_PER_MIN: '100000',
  }
  const server = fork('dist/src/main.js', [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { listening } = await new Promise((resolve) => server.once('message', resolve))
  const client = studioClient(listening, await firstToken(listening, 'bench', 'a-long-password'))
  const { id: characterId } = await client.post('/api/v1/characters', demoCharacter)
  const form = {
    characterId,
    scene: 'beach_day',
    environment: 'beach',
    outfit: 'hoodie',
    aspectRatio: '1:1',
    qualityMode: 'draft',
    nsfw: false,
  }
  const { promptId } = await client.post('/image/generate/studio', form)
  const source = await pictureOf(client, promptId)
  const body = { characterId, sourceImageId: source.id, prompt: 'add a banana', maskedImageBase64Png: Buffer.from(mask).toString('base64') }
  const [accepts, decodes] = [[], []]
  for (let run = 0; run < warmRuns + measuredRuns; run++) {
    decodes.push((await timed(() => decodeRgb(mask))).ms)
    const { ms, answer } = await timed(() => client.post('/image/edit/inpaint', body, { 'idempotency-key': randomUUID() }))
    accepts.push(ms)
    await pictureOf(client, answer.promptId) // the next edit is measured on an idle engine
  }
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
  rmSync(dataDir, { recursive: true, force: true })
  return { acceptEditMs: middle(accepts.slice(warmRuns)), bareDecodeMs: middle(decodes.slice(warmRuns)) }
}

async function pictureOf(client, promptId) {
  for (;;) {
    const { status, images, error } = await client.get(`/image/comfyui/${promptId}/results`)
    if (status === 'completed') return images[0]
    if (status === 'failed') throw new Error(`the job failed: ${error.code}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function paint() {
  const painter = workerPainter(resolve('dist/src/adapters/comfyui-emulator/painter-worker.js'))
  // A painter keeps no program alive, and nothing else may be running here.
  const awake = setInterval(() => undefined, 1_000)
  const prompt = 'photograph, a 27-year-old woman, long wavy auburn hair, wearing summer dress, on a sandy beach'
  const request = { kind: 'portrait', prompt, negativePrompt: '', widthPx: side, heightPx: side }
  const { rgb } = await painter.paint({ ...request, seed: 0 })
  const mask = Uint8Array.from({ length: side * side }, (_, at) =>
    Math.hypot((at % side) - 600, Math.floor(at / side) - 600) < 200 ? 255 : 0,
  )
  let seed = 1
  const paintings = [
    () => painter.paint({ ...request, seed: seed++ }),
    () => painter.paint({ ...request, kind: 'inpaint', prompt: 'add a banana', seed: seed++, rgb, mask }),
  ]
  const figures = []
  for (const painting of paintings) figures.push(await median(painting, 5))
  await painter.close()
  clearInterval(awake)
  return Math.max(...figures)
}

async function median(act, runs) {
  const figures = []
  await act()
  for (let run = 0; run < runs; run++) figures.push((await timed(act)).ms)
  return middle(figures)
}

async function timed(act) {
  const from = performance.now()
  const answer = await act()
  return { ms: performance.now() - from, answer }
}

const middle = (figures) => Math.round(figures.sort((a, b) => a - b)[figures.length >> 1] * 100) / 100
