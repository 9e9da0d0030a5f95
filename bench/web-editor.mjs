import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { privateStudio } from '../.ci/private-studio.mjs'
import { demoCharacter } from '../dist/src/adapters/cli/studio-client.js'

const size = { width: 2048, height: 3072 }
const rounds = [0, 500, 1000]
const measuredStrokes = 12
const undoSteps = 20

/**
 * The editor in a real browser, on a picture of 2048 × 3072 px with so many strokes on its mask already. Main-thread milliseconds from a
 * pointer event to what it drew, its animation frame included; commits of React while the hand is down, though an edit draws meanwhile and
 * tells its progress; one step of undo with its frame; the mask as a PNG, off the main thread. `browser` is a Playwright browser; the caller
 * closes it.
 */
export async function benchEditor({ browser }) {
  const studio = await privateStudio()
  try {
    const { cookie, token, client } = await studio.signUp()
    const { id: characterId } = await client.post('/api/v1/characters', demoCharacter)
    const imageId = await uploadPicture(studio.url, token, characterId)
    const context = await browser.newContext({ baseURL: studio.url, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    await context.addCookies([cookie])
    await context.addInitScript(watchWork)
    const page = await context.newPage()
    await page.goto(`/images/${imageId}/edit`)
    await page.locator('.stage__box canvas').first().waitFor()
    // What the page asked for when it opened comes to rest first: it is no part of a stroke.
    await page.waitForFunction(() => window.work.restedMs() > 1_500)
    await page.evaluate(tellProgress, { imageId, characterId })
    await page.locator('.strip .is-running').waitFor()
    const figures = await measure(page, await page.locator('.stage__box').boundingBox())
    await context.close()
    return figures
  } finally {
    await studio.stop()
  }
}

async function measure(page, box) {
  const brushMsPerEventP95 = {}
  let [drawn, commits] = [0, 0]
  for (const before of rounds) {
    await page.evaluate(strokesByScript, { from: drawn, to: before, box })
    drawn = Math.max(drawn, before)
    await page.evaluate(() => window.work.forget())
    for (let at = 0; at < measuredStrokes; at += 1, drawn += 1) await stroke(page, box, drawn, 24)
    const { perEvent, commitsWhileDown } = await page.evaluate(() => window.work.read())
    brushMsPerEventP95[before] = rounded(percentile(perEvent, 0.95))
    commits += commitsWhileDown
  }
  const undo = []
  for (let at = 0; at < undoSteps; at += 1) {
    await page.evaluate(() => window.work.forget())
    await page.keyboard.press('Control+z')
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))))
    undo.push((await page.evaluate(() => window.work.read())).total)
  }
  const exports = await exportTimes(page, box)
  return {
    brushMsPerEventP95,
    reactCommitsDuringStroke: commits,
    undoMs: rounded(percentile(undo, 0.5)),
    exportMs: rounded(percentile(exports, 0.5)),
  }
}

/** Each pause of the hand saves the draft, and with it the mask. */
async function exportTimes(page, box) {
  for (let at = 0; at < 3; at += 1) {
    const known = await page.evaluate(() => window.work.exports.length)
    await stroke(page, box, at, 4)
    await page.waitForFunction((count) => window.work.exports.length > count, known, { timeout: 60_000 })
  }
  return page.evaluate(() => window.work.exports.slice(-3))
}

/** One short stroke of a real pointer. */
async function stroke(page, box, number, steps) {
  const [from, to] = await page.evaluate(([at, stage]) => window.work.wayOf(at, stage), [number, box])
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps })
  await page.mouse.up()
}

/** Runs in the page: an edit of this picture draws the whole time, and tells it as often as a quick engine does. */
function tellProgress({ imageId, characterId }) {
  const jobId = '00000000-0000-4000-8000-000000000001'
  const lists = { warnings: [], imageIds: [], previewUrl: null, queuePosition: 0, error: null }
  let told = 0
  setInterval(() => {
    const progress = (told % 100) / 100
    told += 1
    const moved = { state: 'running', progress, step: told % 100, steps: 100 }
    const job = { id: jobId, kind: 'edit', status: 'in_progress', sourceImageId: imageId, characterId, ...lists, ...moved }
    const data = JSON.stringify({ jobId, ...moved, job: { ...job, updatedAt: new Date().toISOString() } })
    window.work.streams.forEach((stream) => stream.dispatchEvent(new MessageEvent('job', { data })))
  }, 50)
}

/** Runs in the page: the strokes that are only there to be there, as fast as the editor takes them. */
async function strokesByScript({ from, to, box }) {
  const stage = document.querySelector('.stage__box')
  const capture = stage.setPointerCapture
  stage.setPointerCapture = () => undefined
  for (let number = from; number < to; number += 1) {
    const [start, end] = window.work.wayOf(number, box)
    const send = (type, { x, y }, buttons) =>
      stage.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, pointerType: 'mouse', buttons, bubbles: true }))
    send('pointerdown', start, 1)
    send('pointermove', end, 1)
    send('pointerup', end, 0)
    if (number % 10 === 0) await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)))
  }
  stage.setPointerCapture = capture
}

/** Runs in the page before its scripts: times every pointer and key handler of the stage and every animation frame, and counts commits of React. */
function watchWork() {
  let [handlers, events, frame, total, down, commitsWhileDown] = [0, 0, 0, 0, false, 0]
  let perEvent = []
  const timed = (run, note) =>
    function (...given) {
      const from = performance.now()
      const answer = run.apply(this, given)
      note(performance.now() - from)
      return answer
    }
  // Whatever was handled since the last frame is drawn by this one: together they are the price of those events.
  const settle = () => {
    if (events > 0) perEvent.push(...Array.from({ length: events }, () => (handlers + frame) / events))
    ;[handlers, events, frame] = [0, 0, 0]
  }
  const listen = EventTarget.prototype.addEventListener
  const known = new WeakMap()
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (typeof listener !== 'function' || !['pointermove', 'keydown'].includes(type)) return listen.call(this, type, listener, options)
    const wrapped = timed(listener, (ms) => {
      total += ms
      if (type === 'pointermove' && down && this instanceof Element && this.matches('.stage__box')) {
        handlers += ms
        events += 1
      }
    })
    known.set(listener, wrapped)
    listen.call(this, type, wrapped, options)
  }
  const unlisten = EventTarget.prototype.removeEventListener
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    unlisten.call(this, type, known.get(listener) ?? listener, options)
  }
  listen.call(window, 'pointerdown', () => (down = true), true)
  listen.call(window, 'pointerup', () => (down = false), true)
  const ask = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) =>
    ask(
      timed(callback, (ms) => {
        frame += ms
        total += ms
        if (frame === ms) setTimeout(settle, 0)
      }),
    )
  let committedAt = performance.now()
  const committed = () => {
    committedAt = performance.now()
    commitsWhileDown += down ? 1 : 0
  }
  const hook = { supportsFiber: true, checkDCE: () => undefined, inject: () => 1, onCommitFiberUnmount: () => undefined }
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = { ...hook, onCommitFiberRoot: committed }
  const post = Worker.prototype.postMessage
  const exports = []
  Worker.prototype.postMessage = function (message, ...rest) {
    const from = performance.now()
    if (message?.what === 'encode') listen.call(this, 'message', () => exports.push(performance.now() - from), { once: true })
    return post.call(this, message, ...rest)
  }
  const streams = []
  window.EventSource = class extends EventSource {
    constructor(...given) {
      super(...given)
      streams.push(this)
    }
  }
  // Where a stroke lies follows from its number, so that every run draws the same mask.
  const share = (number, prime) => ((number * prime) % 101) / 101
  window.work = {
    exports,
    streams,
    wayOf(number, { x, y, width, height }) {
      const from = { x: x + width * (0.36 + 0.22 * share(number, 37)), y: y + height * (0.08 + 0.76 * share(number, 53)) }
      return [from, { x: from.x + 60, y: from.y + 40 * share(number, 71) }]
    },
    restedMs: () => performance.now() - committedAt,
    forget: () => ([handlers, events, frame, total, commitsWhileDown, perEvent] = [0, 0, 0, 0, 0, []]),
    read: () => ({ perEvent, total, commitsWhileDown }),
  }
}

async function uploadPicture(url, token, characterId) {
  const headers = { authorization: `Bearer ${token}` }
  const noise = { type: 'gaussian', mean: 128, sigma: 40 }
  const clouds = await sharp({ create: { width: 64, height: 96, channels: 3, background: '#888', noise } })
    .resize(size)
    .jpeg()
    .toBuffer()
  const form = new FormData()
  for (const [name, value] of Object.entries({ scene: 'candid_lifestyle', environment: 'studio', outfit: 'jeans' })) form.set(name, value)
  form.set('file', new Blob([clouds], { type: 'image/jpeg' }), 'big.jpg')
  const answer = await fetch(`${url}/api/v1/characters/${characterId}/images`, { method: 'POST', headers, body: form })
  if (!answer.ok) throw new Error(`the upload answered ${answer.status}`)
  return (await answer.json()).id
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const rounded = (ms) => Math.round(ms * 100) / 100

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  try {
    console.log(JSON.stringify(await benchEditor({ browser })))
  } finally {
    await browser.close()
  }
}
