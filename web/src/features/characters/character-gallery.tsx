import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Images } from 'lucide-react'
import { nameOf, type Character } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { galleryQuery, useFavourite } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { PictureCell } from '../../ui/picture-cell.tsx'
import { PictureGrid } from '../../ui/picture-grid.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'

const words = text.characters

/** All pictures of one character, each with its way into the editor. */
export function CharacterGallery({ character }: { readonly character: Character }) {
  const pages = useInfiniteQuery(galleryQuery({ characterId: character.id }))
  const favourite = useFavourite()
  const titleOf = usePictureTitle()
  const images = pages.data?.pages.flatMap((page) => page.images) ?? []
  if (pages.isPending) return <Loading />
  if (pages.isLoadingError)
    return <ErrorState title={text.gallery.failedToLoad} hint={sentenceFor(pages.error)} onRetry={() => void pages.refetch()} />
  if (images.length === 0)
    return (
      <EmptyState icon={Images} title={words.noPictures} hint={words.noPicturesHint(nameOf(character, words.unnamed))}>
        {!character.archived && (
          <Link className="btn btn--primary" to="/studio" search={{ character: character.id }}>
            {words.generate}
          </Link>
        )}
      </EmptyState>
    )
  return (
    <section aria-label={words.pictures}>
      <PictureGrid
        images={images}
        rowPx={300}
        className="grid--edit"
        onNearEnd={() => (pages.hasNextPage && !pages.isFetchingNextPage ? void pages.fetchNextPage() : undefined)}
        renderCell={(image, _, width, height) => (
          <PictureCell
            key={image.id}
            image={image}
            title={titleOf(image)}
            search={{ character: character.id }}
            style={{ width, height }}
            onFavourite={() => favourite.mutate({ id: image.id, favourite: !image.favourite })}
          />
        )}
      />
    </section>
  )
}
