import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import type { Making } from '../../application/ports/credential-signer.ts'
import { contentCredentials, type ContentCredentials } from './content-credentials.ts'
import { makeIdentity } from './make-identity.ts'

const root = resolve(__dirname, '../../..')
const workerFile = join(root, 'dist/src/adapters/credentials/credential-worker.js')
const wasmFile = join(root, 'node_modules/@contentauth/c2pa-wasm/pkg/c2pa_bg.wasm')
if (!existsSync(workerFile)) throw new Error('the credential worker is not built: run `npm run build -- --server` first')

export const madeAt = '2030-01-01T00:00:00.000Z'
export const idOf = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`
export const recipe = { engine: 'preview', workflow: 'z-image-turbo', workflowVersion: 1, seed: 2 ** 53 - 1 } as const
export const generated: Making = { kind: 'generated', recipe }
const mask = {
  sha256: 'b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78',
  coveragePct: 12.5,
  region: { x: 1, y: 2, width: 30, height: 40 },
}
export const editOf = (parent: number, png: Uint8Array): Making => ({
  kind: 'edited',
  recipe,
  parent: { assetId: idOf(parent), png },
  mask,
})

/** 64 × 64 px of noise that depends on `seed`. */
export const picture = (seed: number): Promise<Buffer> =>
  sharp(Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 31 + seed * 97) % 251)), {
    raw: { width: 64, height: 64, channels: 3 },
  })
    .png()
    .toBuffer()
/** An installation of its own, with the worker of the build. */
export const openCredentials = async (): Promise<ContentCredentials> =>
  contentCredentials({ workerFile, wasmFile, identity: await makeIdentity(Date.now()), version: '9.9.9', timeoutMs: 20_000 })
