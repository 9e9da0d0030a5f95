import './gallery.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, type CSSProperties, type ReactNode } from 'react'
import { sentenceFor } from '../../api/http.ts'
import { outlineQuery, type ImageFilters } from '../../api/images.ts'
import { mostInOutline, outlineOf } from '../../api/outline.ts'
import { text } from '../../strings/en.ts'
import type { GallerySearch } from '../../ui/search.ts'
import { ErrorState } from '../../ui/state.tsx'
import type { GridHandle } from '../../ui/virtual-grid.tsx'
import { GalleryGrid } from './gallery-grid.tsx'
import { Scrubber, type ScrubberHandle } from './scrubber.tsx'
import { usePictures } from './use-pictures.ts'

const words = text.gallery

type GalleryListProps = {
  readonly filters: ImageFilters
  /** The filters as the address says them: a picture that is opened remembers its list. */
  readonly search: GallerySearch
  readonly rowPx: number
  readonly inTrash?: boolean
  /** What stands here when nothing matches. */
  readonly nothing: ReactNode
}

/** The pictures that match, however many: laid out by their outline, loaded where the eye rests. */
export function GalleryList({ filters, search, rowPx, inTrash = false, nothing }: GalleryListProps) {
  const outline = useQuery({ ...outlineQuery(filters), placeholderData: keepPreviousData })
  const isCurrent = outline.data !== undefined && !outline.isPlaceholderData
  const pictures = usePictures(filters, isCurrent ? outline.data.ids : undefined)
  const { first, known, want } = pictures
  // The first pictures are there before the outline of a large gallery is.
  const shown = useMemo(() => outline.data ?? (first === undefined ? undefined : outlineOf(first)), [outline.data, first])
  const grid = useRef<GridHandle>(null)
  const scrubber = useRef<ScrubberHandle>(null)
  const seen = useRef(0)
  const onRange = useCallback(
    (from: number, to: number, inSight: number) => {
      want(from, to)
      seen.current = inSight
      // Told past React's state: a scroll would else draw this list anew with every row.
      scrubber.current?.show(inSight)
    },
    [want],
  )
  const jump = useCallback((at: number) => grid.current?.scrollTo(at), [])
  // A reading that fails later takes nothing off the screen that is there.
  const failure = (outline.isLoadingError ? outline.error : null) ?? pictures.error
  if (failure !== null)
    return (
      <ErrorState
        title={words.failedToLoad}
        hint={sentenceFor(failure)}
        onRetry={() => (outline.isLoadingError ? void outline.refetch() : pictures.retry())}
      />
    )
  if (shown === undefined) return <GridSkeleton />
  if (isCurrent && shown.ids.length === 0) return nothing
  return (
    <div className={isCurrent || outline.data === undefined ? '' : 'is-stale'}>
      {isCurrent && <Scrubber outline={shown} handle={scrubber} startAt={seen.current} onJump={jump} />}
      <GalleryGrid outline={shown} known={known} onRange={onRange} search={search} rowPx={rowPx} inTrash={inTrash} handle={grid} />
      {shown.ids.length >= mostInOutline && <p className="hint grid-end">{words.cut(mostInOutline)}</p>}
    </div>
  )
}

const shapes = [0.57, 1, 0.67, 0.57, 0.67, 1, 0.57, 0.57, 0.67, 1, 0.67, 0.57, 1, 0.57, 0.67, 0.57, 0.67, 0.57]

/** The places of pictures before anything is known of them. */
function GridSkeleton() {
  return (
    <div role="status">
      <span className="vh">{text.shell.loading}</span>
      <ul className="grid grid--coming" aria-hidden="true">
        {shapes.map((shape, at) => (
          <li key={at} className="cell skeleton" style={{ '--ar': shape } as CSSProperties} />
        ))}
      </ul>
    </div>
  )
}
