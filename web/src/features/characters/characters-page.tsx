import './characters.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Users } from 'lucide-react'
import { charactersQuery, nameOf } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { picturesPerCharacter } from '../../api/images.ts'
import { studioWords } from '../../strings/en-studio.ts'
import { text } from '../../strings/en.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { CharacterDialog } from './character-dialog.tsx'

const words = text.characters

/** All characters as cards; each leads to its own page. */
export function CharactersPage() {
  useTitle(words.title)
  const { new: making } = useSearch({ from: '/inside/shell/characters' })
  const navigate = useNavigate()
  const characters = useQuery(charactersQuery)
  const pictures = useQuery(picturesPerCharacter).data
  const open = (on: boolean): void => void navigate({ to: '/characters', search: on ? { new: true } : {}, replace: !on })
  return (
    <main id="main" className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <button type="button" className="btn btn--primary push" onClick={() => open(true)}>
          <Plus className="icon" aria-hidden="true" />
          {words.new}
        </button>
      </div>
      {characters.isPending && <Loading />}
      {characters.isLoadingError && (
        <ErrorState title={words.failedToLoad} hint={sentenceFor(characters.error)} onRetry={() => void characters.refetch()} />
      )}
      {characters.data?.length === 0 && (
        <EmptyState icon={Users} title={words.none} hint={words.noneHint}>
          <button type="button" className="btn btn--primary" onClick={() => open(true)}>
            {words.make}
          </button>
        </EmptyState>
      )}
      <ul className="char-cards">
        {characters.data?.map((character) => (
          <li key={character.id}>
            <Link
              className={`card char-card ${character.archived ? 'is-archived' : ''}`}
              to="/characters/$characterId"
              params={{ characterId: character.id }}
            >
              <Avatar character={character} size="lg" />
              <span className="grow">
                <strong>{nameOf(character, words.unnamed)}</strong>
                <span className="muted small">@{character.handle}</span>
                <span className="secondary small">
                  {studioWords.facts(character.age, character.style, character.referenceUrl !== null)}
                </span>
                {pictures !== undefined && <span className="muted small num">{text.gallery.pictures(pictures[character.id] ?? 0)}</span>}
                {character.archived && <span className="badge">{words.archived}</span>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {making === true && (
        <CharacterDialog
          character={null}
          onClose={() => open(false)}
          onDone={(id) => void navigate({ to: '/characters/$characterId', params: { characterId: id } })}
        />
      )}
    </main>
  )
}
