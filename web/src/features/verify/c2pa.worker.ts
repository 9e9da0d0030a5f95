import init, { WasmReader } from '@contentauth/c2pa-wasm'
import wasmUrl from '@contentauth/c2pa-wasm/c2pa.wasm?url'
import type { ReadReply, ReadRequest } from './read-credentials.ts'

/** Reads the manifests of a file, off the main thread: the library is nine megabytes, and a hostile file can keep it busy. */
self.onmessage = async ({ data }: MessageEvent<ReadRequest>): Promise<void> => {
  // The library throws texts.
  const reply = await read(data).catch((error: unknown): ReadReply => ({ failed: String(error) }))
  self.postMessage(reply)
}

async function read({ bytes, mime, trustedRoots }: ReadRequest): Promise<ReadReply> {
  await init({ module_or_path: wasmUrl })
  try {
    const reader = await WasmReader.fromBytes(mime, bytes, settingsOf(trustedRoots))
    try {
      return { store: JSON.parse(reader.json()) as unknown }
    } finally {
      reader.free()
    }
  } catch (error) {
    if (/no JUMBF data found|ManifestNotFound|JumbfNotFound|no claim found/i.test(String(error))) return { store: null }
    throw error
  }
}

/** An address in a file is somebody else's wish: nothing is ever fetched from one. */
const settingsOf = (trustedRoots: string): string =>
  JSON.stringify({ verify: { remote_manifest_fetch: false, verify_trust: true }, trust: { trust_anchors: trustedRoots } })
