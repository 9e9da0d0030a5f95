import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type StartedServer = { readonly url: string; stop(): Promise<void> }

/**
 * Starts this very program as a child with a data folder of its own, on a free port, and waits until it listens. COMFYUI_URLS and the
 * other settings of the caller's environment hold for it, so that the demo can run on a real engine.
 */
export async function startServer(mainFile: string): Promise<StartedServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'persona-studio-demo-'))
  const environment = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: '',
    DATABASE_URL: '',
  }
  const child = fork(mainFile, [], { env: environment, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { listening: string }).listening))
    child.once('exit', (code) => reject(new Error(`the server ended with code ${code} before it listened`)))
  })
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
