import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { SigningIdentity } from './cose-sign1.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const dayMs = 86_400_000
/** Without a timestamp authority a file is only valid as long as its leaf is, so both live long. */
const livesDays = 3_650
const emailProtection = '1.3.6.1.5.5.7.3.4'
const organisation = 'O=Persona Studio (self-hosted)'

/**
 * A root and a leaf of this installation's own. The leaf's profile is what C2PA verifiers ask for: they call a leaf without the key
 * identifiers, or made for another use, invalid. The root's key is thrown away: nothing else shall ever be signed by it.
 */
export async function makeIdentity(nowMs: number): Promise<SigningIdentity> {
  const [rootKeys, leafKeys] = [await makeKeys(), await makeKeys()]
  const notBefore = new Date(nowMs - dayMs)
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `${organisation}, CN=Persona Studio Root`,
    notBefore,
    notAfter: new Date(nowMs + livesDays * dayMs),
    signingAlgorithm: algorithm,
    keys: rootKeys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const leaf = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `${organisation}, CN=Persona Studio Content Credentials`,
    issuer: root.subject,
    notBefore,
    notAfter: new Date(nowMs + (livesDays - 1) * dayMs),
    signingAlgorithm: algorithm,
    publicKey: leafKeys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([emailProtection], true),
      await SubjectKeyIdentifierExtension.create(leafKeys.publicKey),
      await AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey))
  return { keyPem: pem('PRIVATE KEY', pkcs8), chainPem: `${leaf.toString('pem')}\n${root.toString('pem')}\n` }
}

const makeKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

/** 127 bits, positive, and never shorter than others: the second highest bit is set. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.toString('hex')
}

function pem(kind: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`, ''].join('\n')
}
