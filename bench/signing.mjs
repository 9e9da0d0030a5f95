import sharp from 'sharp'
import { contentCredentials } from '../dist/src/adapters/credentials/content-credentials.js'
import { makeIdentity } from '../dist/src/adapters/credentials/make-identity.js'

/** Milliseconds, median of fifteen, to sign a generated PNG of 1024² and to read it back. */
export async function benchSigning() {
  const credentials = contentCredentials({
    workerFile: 'dist/src/adapters/credentials/credential-worker.js',
    wasmFile: 'node_modules/@contentauth/c2pa-wasm/pkg/c2pa_bg.wasm',
    identity: await makeIdentity(Date.now()),
    version: '0',
    timeoutMs: 60_000,
  })
  const noise = { type: 'gaussian', mean: 128, sigma: 30 }
  const png = await sharp({ create: { width: 1024, height: 1024, channels: 3, background: '#888', noise } })
    .png()
    .toBuffer()
  const recipe = { engine: 'preview', workflow: 'z-image-turbo', workflowVersion: 1, seed: 7 }
  const about = {
    assetId: '00000000-0000-4000-8000-000000000000',
    madeAt: '2030-01-01T00:00:00.000Z',
    making: { kind: 'generated', recipe },
  }
  const figures = []
  for (let run = 0; run < 16; run++) {
    const from = performance.now()
    await credentials.sign(png, about)
    figures.push(performance.now() - from)
  }
  await credentials.close()
  return Math.round(figures.slice(1).sort((a, b) => a - b)[7] * 10) / 10
}
