import type { ImageCodec, Size } from '../../application/ports/image-codec.ts'
import { EngineUnreachable, type EngineFailure } from '../../application/ports/image-engine.ts'
import type { Result } from '../../domain/decider.ts'
import { wordsOfStatus, type ComfyHttp } from './comfy-http.ts'
import { outputInvalid } from './explain-failure.ts'
import { viewPathOf } from './output-ref.ts'
import { paddedSize } from './prepare-run.ts'

/** A 4096 × 4096 picture of noise is about 50 MB as PNG. */
const maxOutputBytes = 64 * 1024 * 1024
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/**
 * The picture behind a ref, without padding and metadata. A server's word for it proves nothing: it must be a PNG, decode in full and have
 * exactly the size that was asked for. Throws `EngineUnreachable`.
 */
export async function fetchOutput(
  http: ComfyHttp,
  codec: ImageCodec,
  ref: string,
  wanted: Size,
): Promise<Result<Uint8Array, EngineFailure>> {
  const path = viewPathOf(ref)
  if (path === null) return refused('The engine names a file outside of our folder.')
  const answer = await http.getBytes(path, maxOutputBytes)
  if (answer === 'too-large') return refused(`The engine’s picture is larger than ${maxOutputBytes / 1024 / 1024} MB.`)
  if (answer.status === 404) return refused('The engine has no such picture any more.')
  if (answer.status !== 200) throw new EngineUnreachable(`${http.backendId} ${wordsOfStatus(answer.status)} for a picture`)
  if (!pngSignature.every((byte, index) => answer.bytes[index] === byte)) return refused('What the engine sent is no PNG.')
  return cleaned(codec, answer.bytes, wanted)
}

async function cleaned(codec: ImageCodec, png: Uint8Array, wanted: Size): Promise<Result<Uint8Array, EngineFailure>> {
  const padded = paddedSize(wanted)
  const isPadded = padded.widthPx !== wanted.widthPx || padded.heightPx !== wanted.heightPx
  const cropped = isPadded ? await codec.cropOutput(png, padded, wanted) : { ok: true as const, value: png }
  if (!cropped.ok)
    return refused(`The engine’s picture cannot be used: expected ${cropped.rejection.expected}, came ${cropped.rejection.came}.`)
  const clean = await codec.cleanOutput(cropped.value, wanted)
  if (!clean.ok) return refused(`The engine’s picture cannot be used: expected ${clean.rejection.expected}, came ${clean.rejection.came}.`)
  return { ok: true, value: clean.value.png }
}

const refused = (detail: string): { readonly ok: false; readonly rejection: EngineFailure } => ({
  ok: false,
  rejection: outputInvalid(detail),
})
