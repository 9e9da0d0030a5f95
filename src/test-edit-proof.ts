import sharp from 'sharp'
import { differenceUnderMask, type Pixels } from './adapters/cli/demo-pictures.ts'
import type { StudioClient } from './adapters/cli/studio-client.ts'
import type { WireImage } from './adapters/http/contract/image.ts'
import type { JobsAccepted } from './adapters/http/contract/job.ts'
import { maskPng } from './adapters/imaging/test-png.ts'
import { pasteMask } from './domain/mask/masks.ts'
import { planeOf } from './domain/mask/plane.ts'
import { resultOf } from './test-server.ts'

/** Alpha of a pixel, 0..255; 255 = edit. */
export type Painting = (x: number, y: number, width: number, height: number) => number

export const disc: Painting = (x, y, width, height) => (Math.hypot(x - width / 2, y - height / 2) < width / 5 ? 255 : 0)

/** The body of an edit of the middle of a picture that says no more than an edit must. */
export const discEdit = (source: WireImage) => ({
  characterId: source.characterId,
  sourceImageId: source.id,
  prompt: 'add a banana',
  maskedImageBase64Png: paint(disc, source).png.toString('base64'),
})

export type ProvenEdit = {
  readonly result: WireImage
  /** Whether the mask that is kept is the one that was painted, value by value. */
  readonly maskIsKept: boolean
  /** Of pixels where the paste mask is 0. */
  readonly outsideChangedBytes: number
  readonly changedPixels: number
}

/** Paints, edits and waits; then compares the decoded files byte by byte with what our own arithmetic says may have changed. */
export async function proveEdit(
  client: StudioClient,
  source: WireImage,
  { painting, growPx, featherPx }: { readonly painting: Painting; readonly growPx: number; readonly featherPx: number },
): Promise<ProvenEdit> {
  const painted = paint(painting, source)
  const job = (await client.post('/image/edit/inpaint', {
    characterId: source.characterId,
    sourceImageId: source.id,
    prompt: 'add a banana',
    maskedImageBase64Png: `data:image/png;base64,${painted.png.toString('base64')}`,
    growPx,
    featherPx,
  })) as JobsAccepted
  const result = await resultOf(client, job.promptId)
  const before = await decoded(await client.file(source.url ?? ''))
  const after = await decoded(await client.file(result.url ?? ''))
  const kept = await decoded(await client.file(result.editMaskUrl ?? ''))
  const paste = pasteMask(planeOf(source.width, source.height, painted.alpha), growPx, featherPx)
  const { outsideChangedBytes } = differenceUnderMask(before, after, rgbaOf(paste.values, source))
  const maskIsKept = Buffer.compare(greyOf(kept), painted.alpha) === 0
  return { result, maskIsKept, outsideChangedBytes, changedPixels: changedPixels(before, after) }
}

export function paint(
  painting: Painting,
  { width, height }: { readonly width: number; readonly height: number },
): { readonly png: Buffer; readonly alpha: Uint8Array<ArrayBuffer> } {
  const alpha = new Uint8Array(width * height)
  for (let y = 0, at = 0; y < height; y++) for (let x = 0; x < width; x++, at++) alpha[at] = painting(x, y, width, height)
  return { png: maskPng(width, height, (x, y) => alpha[y * width + x] ?? 0), alpha }
}

/** RGBA, by the native decoder: a pure one takes seconds under the test runner. */
export async function decoded(png: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(png).toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** The first channel of a picture, which in a mask is its value. */
export function greyOf({ width, height, data }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height)
  for (let at = 0; at < grey.length; at++) grey[at] = data[at * 4] ?? 0
  return grey
}

/** As a grey picture. */
export function rgbaOf(plane: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Pixels {
  const data = new Uint8Array(plane.length * 4)
  for (let at = 0; at < data.length; at++) data[at] = plane[at >> 2] ?? 0
  return { width, height, data }
}

function changedPixels(before: Pixels, after: Pixels): number {
  let changed = 0
  for (let at = 0; at < before.data.length; at += 4) {
    const same =
      before.data[at] === after.data[at] && before.data[at + 1] === after.data[at + 1] && before.data[at + 2] === after.data[at + 2]
    if (!same) changed++
  }
  return changed
}
