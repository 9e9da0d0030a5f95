import { useQuery } from '@tanstack/react-query'
import { maskUrl, type WireImage } from '../../api/images.ts'

const sampledPx = 128
const asidePct = 2
const middlePct = 50

/** Where the line of a comparison starts: just left of what an edit changed, so that the first look shows all of it. Percent from the left. */
export function useMaskStart(image: WireImage, isAsked: boolean): number | undefined {
  const source = maskUrl(image)
  const mask = useQuery({
    queryKey: ['image', image.id, 'mask-start'],
    queryFn: () => (source === null ? middlePct : startOf(source)),
    enabled: isAsked && source !== null,
    staleTime: Infinity,
    retry: false,
  })
  if (source === null || mask.isError) return middlePct
  return mask.data
}

async function startOf(source: string): Promise<number> {
  const image = new Image()
  image.src = source
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = sampledPx
  canvas.height = sampledPx
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return middlePct
  pen.drawImage(image, 0, 0, sampledPx, sampledPx)
  return besideFirst(pen.getImageData(0, 0, sampledPx, sampledPx).data, sampledPx)
}

/** The leftmost column that a white-on-black mask edits, a little to its left; the middle for an empty one. `rgba` has rows of `widthPx`. */
export function besideFirst(rgba: Uint8ClampedArray, widthPx: number): number {
  let first = widthPx
  for (let at = 0; at < rgba.length; at += 4) if ((rgba[at] ?? 0) > 32) first = Math.min(first, (at / 4) % widthPx)
  return first === widthPx ? middlePct : Math.min(98, Math.max(asidePct, (100 * first) / widthPx - asidePct))
}
