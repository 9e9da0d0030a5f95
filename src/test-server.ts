import { fork, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCharacter, firstToken, studioClient, type StudioClient } from './adapters/cli/studio-client.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobResults, JobsAccepted } from './adapters/http/contract/job.ts'

export type TestServer = {
  readonly url: string
  readonly dataDir: string
  readonly process: ChildProcess
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<number | null>
  /** SIGKILL, as a power cut of the process. */
  kill(): Promise<void>
}

/**
 * The built program as a child process, on a free port unless one is named, with clocks shortened by configuration alone. `hear` is told
 * all that it writes; without it what it says is dropped, and its errors are shown.
 */
export async function startTestServer(
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
  hear?: (text: string) => void,
): Promise<TestServer> {
  // Whoever waits is called; what looks by itself looks seldom, because fifty looks a second cost a fifth of a processor at rest.
  const clocks = { LEASE_MS: '1500', HEARTBEAT_MS: '400', POLL_MS: '500', ENGINE_POLL_MS: '500', GRACE_MS: '1500' }
  const env = { PATH: process.env.PATH, ...clocks, LOG_LEVEL: 'warn', PORT: '0', ...environment, DATA_DIR: dataDir, HOST: '127.0.0.1' }
  const child = fork('dist/src/main.js', [], {
    env,
    // The embedded database is not compiled a second time, for speed in the long run: none of these runs so long.
    execArgv: ['--liftoff-only'],
    stdio: ['ignore', ...(hear === undefined ? (['ignore', 'inherit'] as const) : (['pipe', 'pipe'] as const)), 'ipc'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => hear?.(text))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { listening: string }).listening))
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code} before it listened`)))
  })
  return {
    url,
    dataDir,
    process: child,
    stop: () => end(child, 'SIGTERM', ended),
    async kill() {
      await end(child, 'SIGKILL', ended)
    },
  }
}

export const emptyDataDir = (): string => mkdtempSync(join(tmpdir(), 'persona-studio-'))

/** With the database of the test runner in it, where there is one: created and migrated, and not a row yet. A first start is shorter by it. */
export function freshDataDir(): string {
  const dataDir = emptyDataDir()
  const original = process.env['TEST_EMBEDDED_DATABASE']
  if (original !== undefined) cpSync(original, dataDir, { recursive: true })
  return dataDir
}

export const removeDataDir = (dataDir: string): void => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })

/** A first account, a token of it and one character on a fresh server. */
export async function firstCharacter(
  url: string,
): Promise<{ readonly client: StudioClient; readonly token: string; readonly characterId: string }> {
  const token = await firstToken(url, 'tester', 'a-long-password')
  const client = studioClient(url, token)
  const { id } = (await client.post('/api/v1/characters', demoCharacter)) as { id: string }
  return { client, token, characterId: id }
}

export type TestStudio = {
  readonly server: TestServer
  readonly client: StudioClient
  readonly token: string
  readonly characterId: string
  /** A square picture of that character, to edit. */
  readonly source: WireImage
}

/** A server that has started in an empty folder, with a first account, a character and a picture of it. */
export async function startTestStudio(dataDir: string, environment: Readonly<Record<string, string>>): Promise<TestStudio> {
  const server = await startTestServer(dataDir, environment)
  try {
    const first = await firstCharacter(server.url)
    return { server, ...first, source: await generate(first.client, first.characterId, '1:1') }
  } catch (cause) {
    // Nobody else knows of it yet, so nobody else could stop it.
    await server.kill()
    throw cause
  }
}

/** Generates one picture and waits for it. */
export async function generate(client: StudioClient, characterId: string, aspectRatio: string, words: object = {}): Promise<WireImage> {
  const form = { scene: 'beach_day', environment: 'beach', outfit: 'summer dress', aspectRatio, qualityMode: 'draft', nsfw: false, seed: 7 }
  const job = (await client.post('/image/generate/studio', { characterId, ...form, ...words })) as JobsAccepted
  return resultOf(client, job.promptId)
}

/** Polls until the job ends; throws unless it ends with exactly one image. */
export async function resultOf(client: StudioClient, promptId: string): Promise<WireImage> {
  for (;;) {
    const results = (await client.get(`/image/comfyui/${promptId}/results`)) as JobResults
    if (results.status === 'failed') throw new Error(`the job failed: ${JSON.stringify(results.error)}`)
    const [image] = results.images
    if (results.status === 'completed') {
      if (image === undefined || results.images.length !== 1) throw new Error(`completed with ${results.images.length} images`)
      return image
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>): Promise<number | null> {
  child.kill(signal)
  return ended
}
