import { join } from 'node:path'

/** Files that the program reads at run time; compiled code cannot find them by itself under the tests' CommonJS. */
export type Paths = {
  readonly migrations: string
  readonly workflows: string
  readonly web: string
  readonly docsScript: string
  readonly imagingWorker: string
  readonly painterWorker: string
  readonly credentialWorker: string
  readonly credentialWasm: string
  readonly recordings: string
  /** What servers say of their node classes, for compiling without a server at hand. */
  readonly nodeClasses: string
}

export const pathsUnder = (rootDir: string): Paths => ({
  migrations: join(rootDir, 'src/adapters/postgres/migrations'),
  workflows: join(rootDir, 'workflows'),
  web: join(rootDir, 'dist/web'),
  docsScript: join(rootDir, 'node_modules/rapidoc/dist'),
  imagingWorker: join(rootDir, 'dist/src/adapters/imaging/imaging-worker.js'),
  credentialWorker: join(rootDir, 'dist/src/adapters/credentials/credential-worker.js'),
  credentialWasm: join(rootDir, 'node_modules/@contentauth/c2pa-wasm/pkg/c2pa_bg.wasm'),
  painterWorker: join(rootDir, 'dist/src/adapters/comfyui-emulator/painter-worker.js'),
  recordings: join(rootDir, 'src/adapters/comfyui-emulator/recordings'),
  nodeClasses: join(rootDir, 'src/adapters/comfyui/compiler/recordings'),
})
