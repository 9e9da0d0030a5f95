import type { WireImage } from '../../api/images.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import { alphaOfAny, alphaOfGrey } from '../../mask-engine/mask-pixels.ts'
import type { MaskLook, MaskPng } from '../../mask-engine/mask-png.ts'
import { handAtRest } from './hand-at-rest.ts'

/** What became of a mask that was brought in; `wrong-size` carries the size it has. */
export type Import =
  | { readonly kind: 'taken' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'wrong-size'; readonly width: number; readonly height: number }

/** The mask as a file: grey (white = edit) or RGBA (alpha 255 = edit). */
export async function maskFile(engine: MaskEngine, png: MaskPng, look: MaskLook): Promise<Blob> {
  const base64 = await png.encode(engine.plane, look)
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' })
}

/** Takes a mask from a file of either kind, as one step that can be undone. It must have exactly the picture's size. */
export const importMask = (file: Blob, engine: MaskEngine, png: MaskPng): Promise<Import> => taken(file, engine, png, alphaOfAny)

/** Brings back a mask that the server keeps: always grey. */
export async function takeStoredMask(address: string, engine: MaskEngine, png: MaskPng): Promise<Import> {
  const answer = await fetch(address).catch(() => null)
  return answer?.ok === true ? taken(await answer.blob(), engine, png, alphaOfGrey) : { kind: 'unreadable' }
}

/** Whose masks can be used again: this picture's and its ancestors', nearest first, then those its own edits were made with. */
export function maskedRelatives(image: WireImage, family: readonly WireImage[]): readonly WireImage[] {
  const byId = new Map(family.map((one) => [one.id, one]))
  const way: WireImage[] = []
  for (let at: WireImage | undefined = image; at !== undefined; at = byId.get(at.sourceImageId ?? '')) way.push(at)
  const edits = family.filter((one) => one.sourceImageId === image.id)
  const fits = (one: WireImage): boolean =>
    one.editMaskUrl !== null && !one.hidden && one.width === image.width && one.height === image.height
  return [...way, ...edits].filter(fits)
}

async function taken(file: Blob, engine: MaskEngine, png: MaskPng, alphaOf: (rgba: Uint8ClampedArray) => Uint8Array): Promise<Import> {
  const picture = await file
    .arrayBuffer()
    .then((bytes) => png.pixels(bytes))
    .catch(() => null)
  if (picture === null) return { kind: 'unreadable' }
  const { width, height, rgba } = picture
  if (width !== engine.plane.widthPx || height !== engine.plane.heightPx) return { kind: 'wrong-size', width, height }
  await handAtRest(engine)
  engine.replace(alphaOf(rgba))
  return { kind: 'taken' }
}
