// A server of its own with an empty data folder, for scripts that need the whole product: pictures, screenshots, audits.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { studioClient } from '../dist/src/adapters/cli/studio-client.js'

/** With the `dataDir` of one that was stopped with `keepData`, it goes on where that one ended. */
export async function privateStudio({ dataDir = mkdtempSync(join(tmpdir(), 'persona-studio-private-')), environment = {} } = {}) {
  const env = {
    ...process.env,
    ...environment,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_WRITES_PER_MIN: '10000',
    RATE_READS_PER_MIN: '100000',
  }
  const server = fork('dist/src/main.js', [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const { listening: url } = await new Promise((resolve) => server.once('message', resolve))
  return {
    url,
    dataDir,
    signUp: () => signUp(url),
    async stop({ keepData = false } = {}) {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      if (!keepData) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Makes the first account: its cookie for a browser, its token and a client for everything else. */
async function signUp(url) {
  const account = { username: 'mara', password: 'a-long-password' }
  const entered = await post(`${url}/api/v1/setup`, account, { origin: url })
  const [name, value] = entered.headers.get('set-cookie').split(';')[0].split('=')
  const wanted = { name: 'private studio', scopes: ['read', 'write', 'audit'] }
  const { secret } = await (await post(`${url}/api/v1/tokens`, wanted, { origin: url, cookie: `${name}=${value}` })).json()
  return { cookie: { name, value, url, httpOnly: true, sameSite: 'Lax' }, token: secret, client: studioClient(url, secret) }
}

const post = (address, body, headers) =>
  fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

/** Generates one picture in draft quality and waits for it. */
export async function draw(client, characterId, { scene, environment, outfit, aspectRatio, seed, prompt }) {
  const form = {
    characterId,
    scene,
    environment,
    outfit,
    aspectRatio,
    qualityMode: 'draft',
    nsfw: false,
    seed,
    ...(prompt ? { prompt } : {}),
  }
  return pictureOf(client, (await client.post('/image/generate/studio', form)).promptId)
}

export async function pictureOf(client, promptId) {
  for (;;) {
    const { status, images, error } = await client.get(`/image/comfyui/${promptId}/results`)
    if (status === 'completed') return images[0]
    if (status === 'failed') throw new Error(`the job failed: ${error.code}`)
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
