import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startEmulator } from './start-emulator.ts'
import type { ProfileName } from './profile.ts'

/** `npm run comfyui:emulator -- --port 8188 --profile 0.33.0 --pulid --dir ./.data/preview-engine`: until it is told to stop. */
const here = fileURLToPath(new URL('.', import.meta.url))
const root = resolve(here, '../../../..')
const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8188' },
    profile: { type: 'string', default: '0.33.0' },
    pulid: { type: 'boolean', default: false },
    dir: { type: 'string', default: './.data/preview-engine' },
    faults: { type: 'boolean', default: false },
  },
})

if (!isProfile(values.profile) || !/^\d{1,5}$/.test(values.port)) {
  console.error(
    'usage: comfyui:emulator [--host <address>] [--port 0..65535] [--profile 0.33.0|0.3.64] [--pulid] [--dir <folder>] [--faults]',
  )
  process.exit(2)
}

const emulator = await startEmulator({
  host: values.host,
  port: Number(values.port),
  profile: values.profile,
  ...(values.pulid ? { pulid: 'with-finder' as const } : {}),
  dir: resolve(values.dir),
  faultMenu: values.faults,
  recordingsDir: resolve(root, 'src/adapters/comfyui-emulator/recordings'),
  painter: { workerFile: resolve(here, 'painter-worker.js') },
})
console.log(emulator.url)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close())

function isProfile(name: string): name is ProfileName {
  return name === '0.33.0' || name === '0.3.64'
}
