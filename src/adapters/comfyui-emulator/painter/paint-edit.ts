import { colourIn } from './colours.ts'
import { drawSprite, type Sprites } from './draw-sprite.ts'
import { patchFill } from './patch-fill.ts'
import { randomFrom, type Random } from './random.ts'
import { boxOf, cropHole, cropRaster, depthOf, padded, type Box, type Hole, type Raster } from './raster.ts'
import { recoloured } from './recolour.ts'
import { spriteFor } from './sprite-index.ts'

export type EditRequest = { readonly picture: Raster; readonly hole: Hole; readonly prompt: string; readonly seed: number }

/** How soft the edge of what is drawn is, inwards, in pixels; less in a thin stroke, or nothing of it would be seen. */
const edgePx = 6

/**
 * Changes what lies under the hole: a thing that the words name is placed on a fill of the surroundings; a colour for something that is
 * there is laid over it; anything else is filled as if it had never been. Pixels outside the hole stay.
 */
export async function paintEdit({ picture, hole, prompt, seed }: EditRequest, sprites: Sprites): Promise<Raster> {
  const box = boxOf(hole, picture.width, picture.height)
  if (box === null) return picture
  const random = randomFrom(seed)
  const room = Math.max(64, Math.round(Math.max(box.right - box.left, box.bottom - box.top) * 0.6))
  const frame = padded(box, room, picture.width, picture.height)
  const part = cropRaster(picture, frame)
  const partHole = cropHole(hole, picture.width, frame)
  const painted = await paintPart(part, partHole, prompt, random, sprites)
  return pasteInside(picture, frame, painted, partHole)
}

async function paintPart(part: Raster, hole: Hole, prompt: string, random: Random, sprites: Sprites): Promise<Raster> {
  if (prompt.trim() === '' || removes.test(prompt)) return patchFill(part, hole, random)
  const colour = colourIn(prompt)
  if (colour !== null && recolours.test(prompt)) return recoloured(part, hole, colour)
  const choice = spriteFor(sprites.index, prompt)
  if (choice !== null) return drawSprite(adds.test(prompt) ? part : patchFill(part, hole, random), hole, choice, colour, random, sprites)
  return colour !== null ? recoloured(part, hole, colour) : patchFill(part, hole, random)
}

const removes = /^\s*(please\s+)?(remove|erase|delete|hide|clear|take (it |this |that )?away|get rid of|without|no)\b/i

/** "add a hat" leaves what is there and puts the hat on it; "a hat" or "turn it into a hat" puts the hat in its stead. */
const adds = /^\s*(please\s+)?(add|put|place|give|let|draw|holding|wearing|with)\b/i

/** Words for what is there already and takes a colour: clothes, hair, surfaces. */
const recolours =
  /\b(hair|dress|shirt|t-shirt|top|jacket|coat|blazer|hoodie|sweater|skirt|trousers|pants|jeans|suit|outfit|clothes|clothing|gown|blouse|scarf|eyes|skin|lips|lipstick|sky|wall|background|sea|water|grass|sofa|floor|colou?r)\b/i

function pasteInside(picture: Raster, frame: Box, painted: Raster, hole: Hole): Raster {
  const depth = depthOf(hole, painted.width, painted.height)
  const edge = Math.max(1, Math.min(edgePx, depth.reduce((most, one) => Math.max(most, one), 0) / 2))
  const rgb = new Uint8Array(picture.rgb)
  for (let pixel = 0; pixel < hole.length; pixel++) {
    if (hole[pixel] === 0) continue
    const share = Math.min(1, (depth[pixel] as number) / edge)
    const at = ((frame.top + Math.floor(pixel / painted.width)) * picture.width + frame.left + (pixel % painted.width)) * 3
    for (let channel = 0; channel < 3; channel++) {
      rgb[at + channel] = clamp((rgb[at + channel] as number) * (1 - share) + (painted.rgb[pixel * 3 + channel] as number) * share)
    }
  }
  return { ...picture, rgb }
}

const clamp = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))
