import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { CredentialsFailed, type Making } from '../../application/ports/credential-signer.ts'
import type { ContentCredentials } from './content-credentials.ts'
import { makeIdentity } from './make-identity.ts'
import { openIdentity } from './open-identity.ts'
import { editOf, generated, idOf, madeAt, openCredentials, picture, recipe } from './test-credentials.ts'

const pixels = (png: Uint8Array): Promise<Buffer> => sharp(png).raw().toBuffer()

let credentials: ContentCredentials
let strangers: ContentCredentials
const sign = async (n: number, making: Making): Promise<Uint8Array> =>
  credentials.sign(await picture(n), { assetId: idOf(n), madeAt, making })

beforeAll(async () => {
  credentials = await openCredentials()
  strangers = await openCredentials()
})
afterAll(() => Promise.all([credentials.close(), strangers.close()]))

describe('content credentials', () => {
  it('given a generated picture, then the file says so, signed by this installation, with the same pixels and one more chunk', async () => {
    const png = await picture(1)
    const file = await credentials.sign(png, { assetId: idOf(1), madeAt, making: generated })
    expect(await pixels(file)).toEqual(await pixels(png))
    expect(chunksOf(file).filter(({ type }) => type !== 'caBX')).toEqual(chunksOf(png))
    expect(await credentials.inspect(file, 'image/png')).toEqual({
      state: 'trusted',
      chain: [
        {
          title: `${idOf(1)}.png`,
          madeBy: 'Persona Studio 9.9.9',
          actions: ['c2pa.created'],
          when: madeAt,
          sourceType: 'algorithmicMedia',
          state: 'intact',
          faults: [],
        },
      ],
    })
  })

  it('given another installation, then its eyes see a valid file of somebody unknown', async () => {
    expect((await strangers.inspect(await sign(1, generated), 'image/png')).state).toBe('valid')
  })

  it('given an edit of an edit, then every ancestor is inside, oldest last', async () => {
    let file = await sign(0, generated)
    for (const n of [1, 2, 3, 4, 5]) file = await sign(n, editOf(n - 1, file))
    const { state, chain } = await credentials.inspect(file, 'image/png')
    expect(state).toBe('trusted')
    expect(chain.map(({ title }) => title)).toEqual([5, 4, 3, 2, 1, 0].map((n) => `${idOf(n)}.png`))
    expect(chain[0]).toMatchObject({ actions: ['c2pa.opened', 'c2pa.edited'], sourceType: 'compositeSynthetic', state: 'intact' })
  })

  it('says of a trained model that it is one', async () => {
    const making: Making = { kind: 'generated', recipe: { ...recipe, engine: 'comfyui' } }
    expect((await credentials.inspect(await sign(1, making), 'image/png')).chain[0]?.sourceType).toBe('trainedAlgorithmicMedia')
  })

  it('given one flipped byte or one changed pixel, then the file is invalid', async () => {
    const file = Buffer.from(await sign(1, generated))
    const idat = file.indexOf('IDAT') + 20
    file[idat] = (file[idat] ?? 0) ^ 1
    expect(await credentials.inspect(file, 'image/png')).toMatchObject({
      state: 'invalid',
      chain: [{ state: 'altered', faults: ['assertion.dataHash.mismatch'] }],
    })
  })

  it('given a parent that was altered, then the child is intact and the parent is told apart', async () => {
    const parent = Buffer.from(await sign(1, generated))
    const idat = parent.indexOf('IDAT') + 20
    parent[idat] = (parent[idat] ?? 0) ^ 1
    const { chain } = await credentials.inspect(await sign(2, editOf(1, parent)), 'image/png')
    expect(chain.map(({ state }) => state)).toEqual(['intact', 'altered'])
  })

  it('given a parent without credentials, then the chain ends honestly', async () => {
    const { state, chain } = await credentials.inspect(await sign(2, editOf(1, await picture(1))), 'image/png')
    expect(state).toBe('trusted')
    expect(chain.map((step) => step.state)).toEqual(['intact', 'unsigned'])
  })

  it('given an upload that carries none, then nothing is claimed of it; given one that does, then its history is kept', async () => {
    const png = await picture(3)
    const jpeg = await sharp(png).jpeg().toBuffer()
    expect(await credentials.sign(png, { assetId: idOf(3), madeAt, making: { kind: 'uploaded', original: jpeg } })).toBe(png)
    const kept = await credentials.sign(png, { assetId: idOf(3), madeAt, making: { kind: 'uploaded', original: await sign(1, generated) } })
    const { chain } = await credentials.inspect(kept, 'image/png')
    expect(chain.map(({ actions }) => actions)).toEqual([['c2pa.opened', 'c2pa.transcoded'], ['c2pa.created']])
  })

  it('tells no more than the recipe: no prompt, no name, no person', async () => {
    const file = Buffer.from(await sign(2, editOf(1, await sign(1, generated)))).toString('latin1')
    expect(file).toContain('org.personastudio.recipe')
    for (const word of ['prompt', 'owner', 'character', 'userId']) expect(file).not.toContain(word)
  })

  it('given bytes that are no picture, then it fails and the next file is read all the same', async () => {
    const noise = Buffer.from('not a picture at all')
    await expect(credentials.sign(noise, { assetId: idOf(1), madeAt, making: generated })).rejects.toThrow(CredentialsFailed)
    expect((await credentials.inspect(await sign(1, generated), 'image/png')).state).toBe('trusted')
  })

  let asked = 0
  const server = createServer((_request, response) => {
    asked++
    response.end()
  }).listen(0)
  afterAll(() => void server.close())

  it('never asks an address that a file names', async () => {
    const { port } = server.address() as AddressInfo
    const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="http://127.0.0.1:${port}/manifest.c2pa"/></rdf:RDF></x:xmpmeta>`
    const luring = await sharp(await picture(1))
      .withXmp(xmp)
      .jpeg()
      .toBuffer()
    expect(luring.toString('latin1')).toContain(`127.0.0.1:${port}`)
    await credentials.inspect(luring, 'image/jpeg').catch(() => null)
    await credentials.sign(await picture(2), { assetId: idOf(2), madeAt, making: { kind: 'uploaded', original: luring } }).catch(() => null)
    expect(asked).toBe(0)
  })
})

describe('the identity of an installation', () => {
  const dir = mkdtempSync(join(tmpdir(), 'credentials-'))
  afterAll(() => rmSync(dir, { recursive: true }))

  it('is made once, for its owner alone, and found again', async () => {
    const first = await openIdentity(null, dir, Date.now())
    expect(await openIdentity(null, dir, Date.now())).toEqual(first)
    expect(statSync(join(dir, 'credentials.key')).mode & 0o777).toBe(0o600)
  })

  it('given a key that is not the certificate’s, then the start says which setting and what it expects', async () => {
    const other = await makeIdentity(Date.now())
    writeFileSync(join(dir, 'other.key'), other.keyPem)
    const given = { certificateFile: join(dir, 'credentials.pem'), keyFile: join(dir, 'other.key') }
    await expect(openIdentity(given, dir, Date.now())).rejects.toThrow('CREDENTIALS_KEY: expected the key of the first certificate')
    await expect(openIdentity({ ...given, certificateFile: join(dir, 'none') }, dir, 0)).rejects.toThrow(
      'CREDENTIALS_CERT: expected a PEM file',
    )
    expect(readFileSync(join(dir, 'credentials.pem'), 'utf8')).not.toContain('PRIVATE')
  })
})

/** Type and content of every chunk. */
function chunksOf(png: Uint8Array): readonly { readonly type: string; readonly data: string }[] {
  const bytes = Buffer.from(png)
  const chunks = []
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), data: bytes.toString('base64', at + 8, at + 8 + bytes.readUInt32BE(at)) })
  }
  return chunks
}
