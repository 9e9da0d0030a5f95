import { EyeOff } from 'lucide-react'
import type { WireImage } from '../api/images.ts'
import { text } from '../strings/en.ts'

type CellPictureProps = {
  readonly image: Pick<WireImage, 'width' | 'height'>
  /** Null where the viewer has not opted in to see it. */
  readonly source: string | null
  readonly title: string
}

/** What a cell shows: the picture, or that there is one which stays hidden. */
export function CellPicture({ image, source, title }: CellPictureProps) {
  if (source !== null) return <img src={source} alt={title} width={image.width} height={image.height} loading="lazy" decoding="async" />
  return (
    <span className="cell__state">
      <EyeOff className="icon icon--lg" aria-hidden="true" />
      <span>{text.picture.hidden}</span>
    </span>
  )
}
