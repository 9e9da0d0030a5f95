import './characters.css'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Archive, ArchiveRestore, Ellipsis, Images, Pencil, ScanFace, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { charactersQuery, nameOf, useChangeCharacter, type Character } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { galleryQuery, imageIdsQuery, newestQuery, thumbnailUrl, useFavourite } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Menu } from '../../ui/menu.tsx'
import { PictureCell } from '../../ui/picture-cell.tsx'
import { PictureGrid } from '../../ui/picture-grid.tsx'
import { usePictureTitle } from '../../ui/picture-title.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { UploadButton } from '../../ui/upload-button.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { CharacterDialog } from './character-dialog.tsx'

const words = text.characters

/** One character: who it is, and its own gallery with Edit on each picture. */
export function CharacterPage() {
  const { characterId } = useParams({ from: '/inside/shell/characters/$characterId' })
  const characters = useQuery(charactersQuery)
  const character = characters.data?.find((one) => one.id === characterId)
  useTitle(character === undefined ? words.title : nameOf(character, words.unnamed))
  if (characters.isPending) return <Loading />
  if (character === undefined)
    return (
      <main id="main" className="page">
        <h1 className="vh">{words.title}</h1>
        <ErrorState title={text.shell.notFound} hint={text.shell.notFoundHint}>
          <Link className="btn" to="/characters">
            {words.title}
          </Link>
        </ErrorState>
      </main>
    )
  return (
    <main id="main">
      <Head character={character} />
      <Gallery character={character} />
    </main>
  )
}

function Head({ character }: { readonly character: Character }) {
  const [changing, setChanging] = useState(false)
  const navigate = useNavigate()
  const change = useChangeCharacter(character.id)
  const cover = useQuery(newestQuery(character.id)).data ?? []
  const name = nameOf(character, words.unnamed)
  const archive = (archived: boolean): void =>
    change.mutate(
      { archived },
      {
        onSuccess: () =>
          archived && toast(words.archivedToast(name), { action: { label: text.gallery.undo, onClick: () => archive(false) } }),
        onError: (error) => toast.error(sentenceFor(error)),
      },
    )
  return (
    <div className="char-head">
      <div className="char-cover" aria-hidden="true">
        {cover.map((image) => {
          const source = thumbnailUrl(image)
          return source !== null && <img key={image.id} src={source} alt="" width={image.width} height={image.height} decoding="async" />
        })}
      </div>
      <div className={`char-id ${cover.length === 0 ? 'char-id--bare' : ''}`}>
        <Avatar character={character} size="lg" />
        <div className="char-id__text grow">
          <div className="row">
            <h1>{name}</h1>
            {character.referenceUrl !== null && (
              <span className="badge badge--success">
                <ScanFace className="icon" aria-hidden="true" />
                {words.reference}
              </span>
            )}
            {character.archived && <span className="badge">{words.archived}</span>}
          </div>
          <p className="secondary">
            @{character.handle}
            {character.bio !== null && character.bio !== '' && <span className="only-wide"> · {character.bio}</span>}
          </p>
        </div>
        <div className="row">
          <button type="button" className="btn" onClick={() => setChanging(true)}>
            <Pencil className="icon" aria-hidden="true" />
            {words.change}
          </button>
          {!character.archived && <UploadButton characterId={character.id} />}
          {!character.archived && (
            <Link className="btn btn--primary" to="/studio" search={{ character: character.id }}>
              <Sparkles className="icon" aria-hidden="true" />
              {words.generate}
            </Link>
          )}
          <Menu
            trigger={
              <button type="button" className="btn btn--ghost btn--icon" aria-label={text.shell.more}>
                <Ellipsis className="icon" aria-hidden="true" />
              </button>
            }
            items={[
              character.archived
                ? { label: words.unarchive, icon: ArchiveRestore, onSelect: () => archive(false) }
                : { label: words.archive, icon: Archive, onSelect: () => archive(true) },
            ]}
          />
        </div>
      </div>
      <Facts character={character} />
      {changing && (
        <CharacterDialog
          character={character}
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false)
            void navigate({ to: '.' })
          }}
        />
      )}
    </div>
  )
}

function Facts({ character }: { readonly character: Character }) {
  const capital = (value: string): string => value.charAt(0).toUpperCase() + value.slice(1)
  const facts: readonly (readonly [string, string])[] = [
    [words.facts.age, String(character.age)],
    [words.facts.style, capital(character.style)],
    [
      words.facts.hair,
      character.hairStyle === 'bald' ? capital(character.hairStyle) : `${capital(character.hairStyle)}, ${character.hairColor}`,
    ],
    [words.facts.eyes, capital(character.eyeColor)],
    [words.facts.skin, capital(character.skinColor)],
    [words.facts.body, capital(character.bodyType)],
    [words.facts.outfit, capital(character.defaultOutfit ?? '')],
  ]
  return (
    <dl className="facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Gallery({ character }: { readonly character: Character }) {
  const filters = { characterId: character.id }
  const pages = useInfiniteQuery(galleryQuery(filters))
  const total = useQuery(imageIdsQuery(filters)).data?.length
  const favourite = useFavourite()
  const titleOf = usePictureTitle()
  const images = pages.data?.pages.flatMap((page) => page.images) ?? []
  return (
    <section aria-label={words.pictures}>
      <div className="char-tabs char-tabs__head">
        <h2>{words.pictures}</h2>
        {total !== undefined && <span className="badge">{total}</span>}
      </div>
      <div className="char-grid">
        {pages.isPending && <Loading />}
        {pages.isError && (
          <ErrorState title={text.gallery.failedToLoad} hint={sentenceFor(pages.error)} onRetry={() => void pages.refetch()} />
        )}
        {pages.isSuccess && images.length === 0 && (
          <EmptyState icon={Images} title={words.noPictures} hint={words.noPicturesHint(nameOf(character, words.unnamed))}>
            <Link className="btn btn--primary" to="/studio" search={{ character: character.id }}>
              {words.generate}
            </Link>
          </EmptyState>
        )}
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
      </div>
    </section>
  )
}
