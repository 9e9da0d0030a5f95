import { Tinypool } from 'tinypool'
import { CredentialsFailed, type CredentialReport, type CredentialSigner } from '../../application/ports/credential-signer.ts'
import { rootCertificateOf, type SigningIdentity } from './cose-sign1.ts'
import type { CredentialTask } from './credential-worker.ts'
import { reportOf } from './credential-report.ts'
import { manifestOf } from './manifests.ts'
import { signingLine } from './signing-line.ts'

export type CredentialOptions = {
  /** The compiled credential-worker. */
  readonly workerFile: string
  readonly wasmFile: string
  readonly identity: SigningIdentity
  /** Of the program; part of every claim. */
  readonly version: string
  /** After which a file is given up, from the moment the thread takes it; the time in line does not count. */
  readonly timeoutMs: number
}

export type ContentCredentials = CredentialSigner & {
  /** What a file says of itself, and whether it is still what was signed. PNG, JPEG or WebP; `mime` decides. */
  inspect(file: Uint8Array, mime: string): Promise<CredentialReport>
}

/** Credentials signed and read in a thread of their own. */
export function contentCredentials({ workerFile, wasmFile, identity, version, timeoutMs }: CredentialOptions): ContentCredentials {
  const pool = new Tinypool({
    filename: workerFile,
    name: 'runTask',
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 60_000,
  })
  const rootCertificate = rootCertificateOf(identity)
  let isClosed = false
  const runNow = async (task: CredentialTask): Promise<unknown> => {
    // What still stood in line would make the pool start a thread that nobody ends.
    if (isClosed) throw new CredentialsFailed(`${task.act} came after the end`)
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), timeoutMs)
    try {
      return await pool.run(task, { signal: late.signal })
    } catch (cause) {
      throw new CredentialsFailed(late.signal.aborted ? `${task.act} took longer than ${timeoutMs} ms` : `${task.act} failed`, { cause })
    } finally {
      clearTimeout(timer)
    }
  }
  const line = signingLine()
  const read = (file: Uint8Array, mime: string): Promise<unknown> =>
    runNow({ act: 'read', given: [{ wasmFile, trustedRoots: rootCertificate }, file, mime] })
  return {
    rootCertificate,
    sign(png, about) {
      const plan = manifestOf(about, version)
      const { ingredient } = plan
      const isUpload = about.making.kind === 'uploaded'
      return line.take(isUpload ? 'person' : 'job', async () => {
        if (isUpload && ingredient !== null && (await read(ingredient.bytes, ingredient.mime)) === null) return png
        return (await runNow({ act: 'sign', given: [{ wasmFile, identity }, png, plan] })) as Uint8Array
      })
    },
    inspect: (file, mime) => line.take('person', async () => reportOf(await read(file, mime))),
    close: () => {
      isClosed = true
      return pool.destroy()
    },
  }
}
