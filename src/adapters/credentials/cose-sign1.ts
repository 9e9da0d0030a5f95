import { createPrivateKey, sign, X509Certificate } from 'node:crypto'

/** A leaf's key and its chain, leaf first, both in PEM. The key is P-256. */
export type SigningIdentity = { readonly keyPem: string; readonly chainPem: string }

/** What the C2PA library asks of a signer: always exactly `reserveSize` bytes, or the file is silently invalid. */
export type ClaimSigner = {
  readonly alg: 'es256'
  readonly reserveSize: number
  sign(claim: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/** Algorithm identifiers and header labels of RFC 9053 and RFC 9360. */
const labels = { alg: 1, x5chain: 33 } as const
const es256 = -7

/** A COSE_Sign1 (RFC 9052) with the chain in its protected header, as C2PA wants it: the library leaves the whole structure to the signer. */
export function coseSigner({ keyPem, chainPem }: SigningIdentity): ClaimSigner {
  const key = createPrivateKey(keyPem)
  const chain = certificatesIn(chainPem).map((pem) => new X509Certificate(pem).raw)
  const [only] = chain
  const x5chain = chain.length === 1 && only !== undefined ? bytes(only) : array(...chain.map(bytes))
  const protectedHeader = map([int(labels.alg), int(es256)], [int(labels.x5chain), x5chain])
  const reserveSize = chain.reduce((sum, der) => sum + der.length, 0) + 512
  return {
    alg: 'es256',
    reserveSize,
    async sign(claim) {
      const toBeSigned = array(text('Signature1'), bytes(protectedHeader), bytes(Buffer.alloc(0)), bytes(Buffer.from(claim)))
      const signature = sign('sha256', toBeSigned, { key, dsaEncoding: 'ieee-p1363' })
      return padded(reserveSize, (...pads) => signed(protectedHeader, signature, pads))
    },
  }
}

/** The certificates of a PEM file, each with its own lines. */
export const certificatesIn = (pem: string): readonly string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []

/** What everything signed goes back to: the last certificate of the chain. */
export const rootCertificateOf = ({ chainPem }: Pick<SigningIdentity, 'chainPem'>): string => `${certificatesIn(chainPem).at(-1) ?? ''}\n`

/** The payload is absent: C2PA signs a claim that lies beside the signature. */
function signed(protectedHeader: Buffer, signature: Buffer, pads: readonly number[]): Buffer {
  const padding = pads.map((length, index): readonly [Buffer, Buffer] => [text(index === 0 ? 'pad' : 'pad2'), bytes(Buffer.alloc(length))])
  const tagged = Buffer.from([0xd2])
  const absent = Buffer.from([0xf6])
  return Buffer.concat([tagged, array(bytes(protectedHeader), map(...padding), absent, bytes(signature))])
}

/** A length's own prefix grows with it, so some sizes cannot be met by one pad; a second, tiny one fills the gap. */
function padded(size: number, build: (...pads: number[]) => Buffer): Uint8Array<ArrayBuffer> {
  for (const second of [[], [0], [1], [2], [3]]) {
    const most = size - build(0, ...second).length
    for (let first = most; first >= 0 && first > most - 8; first--) {
      const out = build(first, ...second)
      if (out.length === size) return new Uint8Array(out)
    }
  }
  throw new Error('the signature does not fit the space reserved for it')
}

// CBOR (RFC 8949), as much of it as a signature needs.
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value])
const text = (value: string): Buffer => Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
const int = (value: number): Buffer => (value >= 0 ? head(0, value) : head(1, -1 - value))
const array = (...items: readonly Buffer[]): Buffer => Buffer.concat([head(4, items.length), ...items])
const map = (...entries: readonly (readonly [Buffer, Buffer])[]): Buffer => Buffer.concat([head(5, entries.length), ...entries.flat()])

function head(major: number, value: number): Buffer {
  const first = major << 5
  if (value < 24) return Buffer.from([first | value])
  if (value < 0x100) return Buffer.from([first | 24, value])
  if (value < 0x10000) return Buffer.from([first | 25, value >> 8, value & 0xff])
  const wide = Buffer.alloc(5)
  wide.writeUInt8(first | 26)
  wide.writeUInt32BE(value, 1)
  return wide
}
