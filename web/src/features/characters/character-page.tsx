import './characters.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Archive, ArchiveRestore, Ellipsis, Pencil, ScanFace, Sparkles } from 'lucide-react'
import { useState } from 'react'
import { charactersQuery, nameOf, useArchiveCharacter, type Character } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { newestQuery, picturesPerCharacter, thumbnailUrl } from '../../api/images.ts'
import { promptPreviewQuery } from '../../api/presets.ts'
import { text } from '../../strings/en.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { toast } from '../../ui/toast.ts'
import { UploadButton } from '../../ui/upload-button.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { CharacterDialog } from './character-dialog.tsx'
import { formOf } from './character-form.ts'
import { CharacterGallery } from './character-gallery.tsx'
import { previewOf } from './character-preview.tsx'
import { CharacterRail } from './character-rail.tsx'
import { ReferenceFace } from './reference-face.tsx'

const words = text.characters

/** One character: who it is, and its own gallery with Edit on each picture. */
export function CharacterPage() {
  const { characterId } = useParams({ from: '/inside/shell/characters/$characterId' })
  const characters = useQuery(charactersQuery)
  const character = characters.data?.find((one) => one.id === characterId)
  useTitle(character === undefined ? words.title : nameOf(character, words.unnamed))
  if (characters.isPending) return <Loading />
  if (characters.data === undefined)
    return (
      <main id="main" className="page">
        <h1 className="vh">{words.title}</h1>
        <ErrorState title={words.failedToLoad} hint={sentenceFor(characters.error)} onRetry={() => void characters.refetch()} />
      </main>
    )
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
    <div className="with-rail">
      <CharacterRail characters={characters.data} current={character} />
      {/* Nothing that was begun with one, not even an Undo, is carried to the next. */}
      <main id="main" key={character.id}>
        <Head character={character} />
        <Tabs character={character} />
      </main>
    </div>
  )
}

/** Fewer pictures than this would be blown up beyond all likeness. */
const fewOnCover = 3

function Head({ character }: { readonly character: Character }) {
  const [changing, setChanging] = useState(false)
  const change = useArchiveCharacter(character.id, (_, archived) => {
    if (archived) toast(words.archivedToast(name), { action: { label: text.gallery.undo, onClick: () => archive(false) } })
  })
  const cover = useQuery(newestQuery(character.id)).data ?? []
  const name = nameOf(character, words.unnamed)
  const archive = (archived: boolean): void => change.mutate(archived)
  return (
    <div className="char-head">
      <div className={`char-cover ${cover.length < fewOnCover ? 'char-cover--few' : ''}`} aria-hidden="true">
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
        <div className="row row--wrap">
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
      {changing && <CharacterDialog character={character} onClose={() => setChanging(false)} onDone={() => setChanging(false)} />}
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

/** Each part has its own address, so that it can be linked to and survives a reload. */
function Tabs({ character }: { readonly character: Character }) {
  const { part } = useSearch({ from: '/inside/shell/characters/$characterId' })
  const pictures = useQuery(picturesPerCharacter).data
  const total = pictures && (pictures[character.id] ?? 0)
  return (
    <>
      <nav className="tabs char-tabs" aria-label={words.parts}>
        {([undefined, 'prompt', 'face'] as const).map((one) => (
          <Link
            key={one ?? 'pictures'}
            to="/characters/$characterId"
            params={{ characterId: character.id }}
            search={one === undefined ? {} : { part: one }}
            replace
            resetScroll={false}
            activeOptions={{ exact: true }}
          >
            {one === 'prompt' ? words.prompt : one === 'face' ? words.reference : words.pictures}
            {one === undefined && total !== undefined && <span className="badge">{total}</span>}
          </Link>
        ))}
      </nav>
      <div className="char-part">
        {part === 'prompt' ? (
          <PromptOf character={character} />
        ) : part === 'face' ? (
          <ReferenceFace character={character} />
        ) : (
          <CharacterGallery character={character} />
        )}
      </div>
    </>
  )
}

function PromptOf({ character }: { readonly character: Character }) {
  const preview = useQuery(promptPreviewQuery(previewOf(formOf(character))))
  if (preview.isPending) return <Loading />
  return (
    <section className="card" aria-label={words.prompt}>
      <div className="card__head">
        <h2>{words.prompt}</h2>
        <span className="push">
          <CopyButton what={words.prompt} value={preview.data?.prompt ?? ''} />
        </span>
      </div>
      <div className="card__body stack">
        <p className="hint">{words.promptHint}</p>
        <p className="read">{preview.isError ? sentenceFor(preview.error) : preview.data.prompt}</p>
      </div>
    </section>
  )
}
