import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { certificatesIn, type SigningIdentity } from './cose-sign1.ts'
import { makeIdentity } from './make-identity.ts'

/** Files in PEM: the chain, leaf first and root last, and the leaf's key. */
export type IdentityFiles = { readonly certificateFile: string; readonly keyFile: string }

/** The signing identity cannot be used. The message names the setting and what was expected of it, never what it holds. */
export class CredentialsUnusable extends Error {
  override readonly name = 'CredentialsUnusable'
}

/** The identity that was given, else this installation's own in `dataDir`, made on the first start and readable by its owner alone. */
export async function openIdentity(given: IdentityFiles | null, dataDir: string, nowMs: number): Promise<SigningIdentity> {
  const files = given ?? { certificateFile: join(dataDir, 'credentials.pem'), keyFile: join(dataDir, 'credentials.key') }
  if (given === null && !existsSync(files.certificateFile)) await makeFiles(files, dataDir, nowMs)
  const identity = { chainPem: readPem(files.certificateFile, 'CREDENTIALS_CERT'), keyPem: readPem(files.keyFile, 'CREDENTIALS_KEY') }
  checkPair(identity)
  return identity
}

/** The key first: a certificate without its key would be found by the next start, and refused. */
async function makeFiles({ certificateFile, keyFile }: IdentityFiles, dataDir: string, nowMs: number): Promise<void> {
  const { keyPem, chainPem } = await makeIdentity(nowMs)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  for (const [file, pem] of [
    [keyFile, keyPem],
    [certificateFile, chainPem],
  ] as const) {
    writeFileSync(`${file}.new`, pem, { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
  }
}

function readPem(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new CredentialsUnusable(`${variable}: expected a PEM file that can be read`)
  }
}

function checkPair({ chainPem, keyPem }: SigningIdentity): void {
  const [leaf] = certificatesIn(chainPem)
  if (leaf === undefined) throw new CredentialsUnusable('CREDENTIALS_CERT: expected certificates in PEM, the leaf first and the root last')
  const key = privateKey(keyPem)
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new CredentialsUnusable('CREDENTIALS_KEY: expected an elliptic key on P-256')
  }
  const spki = { type: 'spki', format: 'der' } as const
  if (!new X509Certificate(leaf).publicKey.export(spki).equals(createPublicKey(key).export(spki))) {
    throw new CredentialsUnusable('CREDENTIALS_KEY: expected the key of the first certificate in CREDENTIALS_CERT')
  }
}

function privateKey(pem: string): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new CredentialsUnusable('CREDENTIALS_KEY: expected a private key in PEM (PKCS #8), without a passphrase')
  }
}
