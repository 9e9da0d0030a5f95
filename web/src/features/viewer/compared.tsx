import { useQuery } from '@tanstack/react-query'
import { fileUrl, imageQuery, type WireImage } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { CompareView } from '../../ui/compare-view.tsx'
import { useMaskStart } from './mask-start.ts'

const words = text.viewer

/** What a picture is compared with: another one by its id, or what it was made from; null for nothing that can be shown. */
export function useCompared(image: WireImage, asked: true | string | undefined, parent: WireImage | undefined): WireImage | null {
  const isOther = typeof asked === 'string' && asked !== image.id
  const other = useQuery({ ...imageQuery(isOther ? asked : ''), enabled: isOther }).data
  const found = asked === true ? parent : isOther ? other : undefined
  return found === undefined || found === null || fileUrl(found) === null || found.erased === true ? null : found
}

/** Before and after, parted where the edit begins. */
export function Compared({ image, source, other }: { readonly image: WireImage; readonly source: string; readonly other: WireImage }) {
  const isParent = other.id === image.sourceImageId
  const startPct = useMaskStart(image, isParent)
  const before = fileUrl(other)
  if (before === null || (isParent && startPct === undefined)) return null
  return (
    <CompareView
      before={before}
      after={source}
      width={image.width}
      height={image.height}
      label={words.compareLabel}
      beforeWord={isParent ? words.before : words.other}
      afterWord={isParent ? words.after : words.this}
      {...(isParent && startPct !== undefined ? { startPct } : {})}
    />
  )
}
