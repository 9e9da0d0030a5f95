import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import { nameOf, type Character } from '../../api/characters.ts'
import { picturesPerCharacter } from '../../api/images.ts'
import { text } from '../../strings/en.ts'
import { figure } from '../../strings/plural.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { SearchInput } from '../../ui/search-input.tsx'

const words = text.characters

/** All characters beside the one that is open. Those that were put away wait behind a word of their own. */
export function CharacterRail({ characters, current }: { readonly characters: readonly Character[]; readonly current: Character }) {
  const [typed, setTyped] = useState('')
  const found = characters.filter((character) => isFound(character, typed.trim().toLowerCase()))
  const living = found.filter(({ archived }) => !archived)
  const putAway = found.filter(({ archived }) => archived)
  return (
    <aside className="rail" aria-label={words.title}>
      <div className="section">
        <div className="section__head">
          <span className="label">{words.title}</span>
          <Link className="btn btn--sm" to="/characters" search={{ new: true }}>
            <Plus className="icon icon--sm" aria-hidden="true" />
            {words.new}
          </Link>
        </div>
        <SearchInput label={words.find} placeholder={words.findShort} value={typed} onType={setTyped} />
      </div>
      {found.length === 0 && <p className="hint char-list__none">{words.foundNone}</p>}
      {living.length > 0 && <People characters={living} />}
      {putAway.length > 0 && (
        <details className="section" open={current.archived || typed.trim() !== ''}>
          <summary>
            <ChevronRight className="icon icon--sm" aria-hidden="true" />
            {words.putAwayCount(putAway.length)}
          </summary>
          <People characters={putAway} />
        </details>
      )}
    </aside>
  )
}

const isFound = ({ name, handle }: Character, typed: string): boolean =>
  (handle ?? '').toLowerCase().includes(typed) || (name ?? '').toLowerCase().includes(typed)

function People({ characters }: { readonly characters: readonly Character[] }) {
  const pictures = useQuery(picturesPerCharacter).data
  return (
    <ul className="char-list">
      {characters.map((character) => (
        <li key={character.id}>
          <Link
            className={`char-item ${character.archived ? 'is-archived' : ''}`}
            to="/characters/$characterId"
            params={{ characterId: character.id }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Avatar character={character} />
            <span className="grow">
              <strong>{nameOf(character, words.unnamed)}</strong>
              <span className="muted small">@{character.handle}</span>
            </span>
            {pictures !== undefined && (
              <span className="muted small num">
                {figure(pictures[character.id] ?? 0)}
                <span className="vh"> {text.gallery.picturesWord(pictures[character.id] ?? 0)}</span>
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
