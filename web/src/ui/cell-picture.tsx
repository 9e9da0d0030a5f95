import { EyeOff } from 'lucide-react'
import type { WireImage } from '../api/images.ts'
import { text } from '../strings/en.ts'

/** What a cell of a grid shows of its picture; without an address it says that the picture is hidden. */
export function CellPicture({
  image,
  source,
  title,
}: {
  readonly image: WireImage
  readonly source: string | null
  readonly title: string
}) {
  if (source === null)
    return (
      <span className="cell__state">
        <EyeOff className="icon icon--lg" aria-hidden="true" />
        <span>{text.picture.hidden}</span>
      </span>
    )
  return <img src={source} alt={title} width={image.width} height={image.height} loading="lazy" decoding="async" />
}
