import { readFile } from 'node:fs/promises'
import init, { WasmBuilder, WasmReader } from '@contentauth/c2pa-wasm'
import { coseSigner, type SigningIdentity } from './cose-sign1.ts'
import type { ManifestPlan } from './manifests.ts'

/** An address in a file is somebody else's wish: nothing is ever fetched from one. */
const settingsOf = (trustedRoots: string | null): string =>
  JSON.stringify({
    verify: { remote_manifest_fetch: false, verify_trust: trustedRoots !== null },
    ...(trustedRoots === null ? {} : { trust: { trust_anchors: trustedRoots } }),
  })

/** Stands in for a browser's Blob, which the library reads by `FileReaderSync`: as much of both as it uses. */
class Bytes {
  readonly bytes: Uint8Array
  readonly size: number
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.size = bytes.byteLength
  }
  slice(from: number, to: number): Bytes {
    return new Bytes(this.bytes.subarray(from, to))
  }
}

class FileReaderSync {
  readAsArrayBuffer({ bytes }: Bytes): ArrayBufferLike {
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  }
}

const blob = (bytes: Uint8Array): Blob => new Bytes(bytes) as unknown as Blob

let loading: Promise<unknown> | null = null

async function loaded(wasmFile: string): Promise<void> {
  Object.assign(globalThis, { FileReaderSync })
  loading ??= readFile(wasmFile).then((module_or_path) => init({ module_or_path }))
  await loading
}

/** The signed file, read back: a signature of another length than announced would be found only by whoever checks the file later. */
export async function signed(
  { wasmFile, identity }: { readonly wasmFile: string; readonly identity: SigningIdentity },
  png: Uint8Array,
  { definition, ingredient }: ManifestPlan,
): Promise<Uint8Array> {
  await loaded(wasmFile)
  const builder = WasmBuilder.fromJson(JSON.stringify(definition), settingsOf(null))
  try {
    if (ingredient !== null) {
      await builder.addIngredientFromBlob(JSON.stringify(ingredient.definition), ingredient.mime, blob(ingredient.bytes))
    }
    const file = await builder.sign(coseSigner(identity), [], 'image/png', blob(png))
    const state = stateOf(await manifestStore({ wasmFile, trustedRoots: null }, file, 'image/png'))
    if (state !== 'Valid' && state !== 'Trusted') throw new Error(`the signed file reads as ${state}`)
    return file
  } finally {
    builder.free()
  }
}

/** The manifests of a file as the library tells them; `null` for a file without any. */
export async function manifestStore(
  { wasmFile, trustedRoots }: { readonly wasmFile: string; readonly trustedRoots: string | null },
  file: Uint8Array,
  mime: string,
): Promise<unknown> {
  await loaded(wasmFile)
  try {
    const reader = await WasmReader.fromBytes(mime, file, settingsOf(trustedRoots))
    try {
      return JSON.parse(reader.json())
    } finally {
      reader.free()
    }
  } catch (error) {
    // The library throws texts.
    if (/no JUMBF data found|ManifestNotFound|JumbfNotFound|no claim found/i.test(String(error))) return null
    throw error
  }
}

const stateOf = (store: unknown): string =>
  typeof store === 'object' && store !== null && 'validation_state' in store ? String(store.validation_state) : 'unsigned'
