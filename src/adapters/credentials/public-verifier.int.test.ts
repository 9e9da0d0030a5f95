import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { editOf, generated, idOf, openCredentials, picture, madeAt } from './test-credentials.ts'
import type { ContentCredentials } from './content-credentials.ts'

type Verdict = {
  readonly file: string
  readonly alone: string
  readonly withRoot: string
  readonly codes: readonly string[]
  readonly ancestors: number
}

describe('what the public C2PA verifier says of our files', () => {
  const dir = mkdtempSync(join(tmpdir(), 'public-verifier-'))
  const verdicts = new Map<string, Verdict>()
  let credentials: ContentCredentials

  beforeAll(async () => {
    credentials = await openCredentials()
    for (const [name, bytes] of await files(credentials)) writeFileSync(join(dir, `${name}.png`), bytes)
    writeFileSync(join(dir, 'root.pem'), credentials.rootCertificate)
    const names = ['created', 'chain', 'flipped', 'pixel', 'swapped', 'uploaded']
    const args = ['.ci/public-verifier.py', join(dir, 'root.pem'), ...names.map((name) => join(dir, `${name}.png`))]
    const said = execFileSync('python3', args, { env: { ...process.env, PYTHONPATH: process.env.C2PA_PYTHONPATH }, encoding: 'utf8' })
    for (const [at, line] of said.trim().split('\n').entries()) verdicts.set(names[at] ?? '', JSON.parse(line) as Verdict)
  }, 60_000)
  afterAll(async () => {
    await credentials.close()
    rmSync(dir, { recursive: true })
  })

  it('given a generated picture, then it is valid, and trusted once our root is known', () => {
    expect(verdicts.get('created')).toMatchObject({
      alone: 'Valid',
      withRoot: 'Trusted',
      codes: ['signingCredential.untrusted'],
      ancestors: 0,
    })
  })

  it('given five edits in a row, then five ancestors are inside', () => {
    expect(verdicts.get('chain')).toMatchObject({ alone: 'Valid', withRoot: 'Trusted', ancestors: 5 })
  })

  it('given an upload that carried credentials, then its history is inside', () => {
    expect(verdicts.get('uploaded')).toMatchObject({ withRoot: 'Trusted', ancestors: 1 })
  })

  it('given one flipped byte, one altered pixel or a swapped parent, then it is invalid, also for those who trust us', () => {
    for (const name of ['flipped', 'pixel', 'swapped']) expect(verdicts.get(name)).toMatchObject({ alone: 'Invalid', withRoot: 'Invalid' })
    expect(verdicts.get('flipped')?.codes).toContain('assertion.dataHash.mismatch')
    expect(verdicts.get('pixel')?.codes).toContain('assertion.dataHash.mismatch')
  })
})

async function files(credentials: ContentCredentials): Promise<readonly (readonly [string, Uint8Array])[]> {
  const sign = async (n: number, making: Parameters<ContentCredentials['sign']>[1]['making']): Promise<Uint8Array> =>
    credentials.sign(await picture(n), { assetId: idOf(n), madeAt, making })
  const created = await sign(0, generated)
  let chain = created
  for (const n of [1, 2, 3, 4, 5]) chain = await sign(n, editOf(n - 1, chain))
  const edited = Buffer.from(await sign(1, editOf(0, created)))
  // The parent's own manifest, under the child's: an id of the parent becomes another one.
  const swapped = Buffer.from(edited.toString('latin1').replace(`${idOf(0)}`, `${idOf(7)}`), 'latin1')
  return [
    ['created', created],
    ['chain', chain],
    ['flipped', flipped(created)],
    ['pixel', await withAnotherPixel(created)],
    ['swapped', swapped],
    ['uploaded', await sign(6, { kind: 'uploaded', original: created })],
  ]
}

function flipped(file: Uint8Array): Uint8Array {
  const bytes = Buffer.from(file)
  const at = bytes.length - 30
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytes
}

/** The file's credentials on a picture that differs by one in one sample. */
async function withAnotherPixel(file: Uint8Array): Promise<Uint8Array> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  data[1234] = (data[1234] ?? 0) ^ 1
  const other = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
    .png()
    .toBuffer()
  const bytes = Buffer.from(file)
  const at = bytes.indexOf('caBX') - 4
  const manifest = bytes.subarray(at, at + 12 + bytes.readUInt32BE(at))
  return Buffer.concat([other.subarray(0, at), manifest, other.subarray(at)])
}
