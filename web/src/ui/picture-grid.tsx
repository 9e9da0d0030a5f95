import { useCallback, useMemo, type ReactNode } from 'react'
import type { WireImage } from '../api/images.ts'
import { outlineOf } from '../api/outline.ts'
import { VirtualGrid } from './virtual-grid.tsx'

type PictureGridProps = {
  readonly images: readonly WireImage[]
  readonly rowPx: number
  readonly className?: string
  /** Called when the end of what is loaded comes near. */
  readonly onNearEnd?: () => void
  readonly renderCell: (image: WireImage, at: number, widthPx: number, heightPx: number) => ReactNode
}

/** About a screen of pictures. */
const nearPictures = 24

/** A grid of pictures that are all loaded, or loaded page by page at its end. */
export function PictureGrid({ images, rowPx, className = '', onNearEnd, renderCell }: PictureGridProps) {
  const outline = useMemo(() => outlineOf(images), [images])
  const onRange = useCallback(
    (_from: number, to: number) => {
      if (to >= images.length - nearPictures) onNearEnd?.()
    },
    [images.length, onNearEnd],
  )
  return (
    <VirtualGrid
      outline={outline}
      rowPx={rowPx}
      className={className}
      onRange={onRange}
      renderCell={(at, widthPx, heightPx) => {
        const image = images[at]
        return image === undefined ? null : renderCell(image, at, widthPx, heightPx)
      }}
    />
  )
}
