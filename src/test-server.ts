import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoCharacter, firstToken, studioClient, type StudioClient } from './adapters/cli/studio-client.ts'

export type TestServer = {
  readonly url: string
  readonly dataDir: string
  readonly process: ChildProcess
  /** SIGTERM, as an operator stops it. */
  stop(): Promise<number | null>
  /** SIGKILL, as a power cut of the process. */
  kill(): Promise<void>
}

/** The built program as a child process on a free port, with clocks shortened by configuration alone. */
export async function startTestServer(dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const clocks = { LEASE_MS: '1500', HEARTBEAT_MS: '400', POLL_MS: '50', ENGINE_POLL_MS: '100', GRACE_MS: '1500' }
  const env = { PATH: process.env.PATH, ...clocks, LOG_LEVEL: 'warn', ...environment, DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1' }
  const child = fork('dist/src/main.js', [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
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

export const freshDataDir = (): string => mkdtempSync(join(tmpdir(), 'persona-studio-'))

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

function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<number | null>): Promise<number | null> {
  child.kill(signal)
  return ended
}
