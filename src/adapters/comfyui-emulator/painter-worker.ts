import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import type { PainterAnswer, PainterQuestion } from './painter-port.ts'
import { createPainter } from './painter/painter.ts'

// One picture at a time on one core: the protocol beside it must stay quick, and memory bounded.
sharp.concurrency(1)
sharp.cache(false)

const { resolve } = createRequire(import.meta.url)
const painter = createPainter({
  spritesDir: join(dirname(resolve('@lobehub/fluent-emoji-3d/package.json')), 'assets'),
  library: JSON.parse(readFileSync(resolve('emojilib/dist/emoji-en-US.json'), 'utf8')) as Record<string, string[]>,
})

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (question: PainterQuestion) => {
  last = last.then(() => answer(question))
})

async function answer({ id, request }: PainterQuestion): Promise<void> {
  try {
    const painting = await painter.paint(request)
    const told: PainterAnswer = { id, painting }
    parentPort?.postMessage(told, [painting.rgb.buffer as ArrayBuffer])
  } catch (error) {
    const told: PainterAnswer = { id, error: error instanceof Error ? error.message : 'the painter failed' }
    parentPort?.postMessage(told)
  }
}
