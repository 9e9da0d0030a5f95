import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Trash2 } from 'lucide-react'
import { sentenceFor } from '../../api/http.ts'
import { galleryQuery, imageIdsQuery } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { GalleryGrid } from './gallery-grid.tsx'

const words = text.gallery

/** What was thrown away and can be brought back. */
export function TrashPage() {
  useTitle(words.trashTitle)
  const pages = useInfiniteQuery(galleryQuery({ trash: true }))
  const ids = useQuery(imageIdsQuery({ trash: true })).data
  const images = pages.data?.pages.flatMap((page) => page.images) ?? []
  return (
    <main id="main">
      <div className="toolbar">
        <Link className="btn btn--ghost btn--icon" to="/gallery" aria-label={text.shell.toGallery}>
          <ArrowLeft className="icon" aria-hidden="true" />
        </Link>
        <h1 className="toolbar__title">{words.trashTitle}</h1>
        <span className="muted">{images.length === 0 ? words.trashEmptyHint : words.trashHint}</span>
      </div>
      <div className="gallery gallery--wide">
        {pages.isPending && <Loading />}
        {pages.isError && <ErrorState title={words.failedToLoad} hint={sentenceFor(pages.error)} onRetry={() => void pages.refetch()} />}
        {pages.isSuccess && images.length === 0 && <EmptyState icon={Trash2} title={words.trashEmpty} hint={words.trashEmptyHint} />}
        {images.length > 0 && (
          <GalleryGrid
            images={images}
            ids={ids}
            search={{}}
            rowPx={220}
            inTrash
            onNearEnd={() => (pages.hasNextPage && !pages.isFetchingNextPage ? void pages.fetchNextPage() : undefined)}
          />
        )}
      </div>
    </main>
  )
}
