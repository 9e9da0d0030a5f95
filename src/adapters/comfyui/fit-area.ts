import type { Box, Part, Size } from '../../application/ports/image-codec.ts'

/**
 * How the masked area of a picture is drawn: the area is widened, where the picture has room, until it has the shape of one of the
 * model's best sizes, so that all of that size is used and nothing is stretched; where there is no room it stays smaller.
 */
export function fitArea(area: Box, picture: Size, bestSizes: readonly Size[]): Part {
  const shape = nearestShape(area, bestSizes)
  const box = widened(area, picture, shape)
  // To within a pixel of the source: the rest is rounding, and the model should have its size to the pixel.
  if (Math.abs(box.width - (box.height * shape.widthPx) / shape.heightPx) <= 1) return { box, drawn: shape }
  const scale = Math.min(shape.widthPx / box.width, shape.heightPx / box.height)
  const scaled = (px: number, most: number): number => Math.max(1, Math.min(most, Math.round(px * scale)))
  return { box, drawn: { widthPx: scaled(box.width, shape.widthPx), heightPx: scaled(box.height, shape.heightPx) } }
}

/** A model that draws well upright draws as well lying. */
function nearestShape({ width, height }: Box, bestSizes: readonly Size[]): Size {
  const shapes = bestSizes.flatMap(({ widthPx, heightPx }) => [
    { widthPx, heightPx },
    { widthPx: heightPx, heightPx: widthPx },
  ])
  const distanceOf = ({ widthPx, heightPx }: Size): number => Math.abs(Math.log((widthPx * height) / (heightPx * width)))
  return shapes.reduce((nearest, shape) => (distanceOf(shape) < distanceOf(nearest) ? shape : nearest))
}

function widened(area: Box, picture: Size, { widthPx, heightPx }: Size): Box {
  const width = Math.max(area.width, Math.min(picture.widthPx, Math.round((area.height * widthPx) / heightPx)))
  const height = Math.max(area.height, Math.min(picture.heightPx, Math.round((area.width * heightPx) / widthPx)))
  return {
    x: startOf(area.x, area.width, width, picture.widthPx),
    y: startOf(area.y, area.height, height, picture.heightPx),
    width,
    height,
  }
}

/** As far to either side, but within the picture. */
const startOf = (start: number, length: number, wanted: number, whole: number): number =>
  Math.max(0, Math.min(whole - wanted, start - Math.floor((wanted - length) / 2)))
