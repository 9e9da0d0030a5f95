// A ComfyUI that takes no time to draw: the emulator with a painter that has every picture ready. Run as a child; tells where it listens.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { startEmulator } from '../dist/src/adapters/comfyui-emulator/start-emulator.js'

const planes = new Map()
const grey = { width: 64, height: 64, channels: 3, background: '#777' }
const preview = await sharp({ create: grey }).jpeg().toBuffer()
const painter = { paint: async ({ widthPx, heightPx }) => ({ rgb: plane(widthPx * heightPx * 3), preview }), close: async () => {} }
const dir = join(tmpdir(), `load-engine-${randomUUID()}`)
const recordingsDir = join(import.meta.dirname, '../src/adapters/comfyui-emulator/recordings')
const engine = await startEmulator({ port: 0, dir, recordingsDir, painter, stepMs: 0, pulid: 'without-finder' })
process.send({ listening: engine.url })
process.once('disconnect', () => void engine.close().then(() => rmSync(dir, { recursive: true, force: true })))

function plane(bytes) {
  if (!planes.has(bytes)) planes.set(bytes, new Uint8Array(bytes).fill(119))
  return planes.get(bytes)
}
