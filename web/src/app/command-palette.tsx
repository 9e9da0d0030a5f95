import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search, Users } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { Command } from '../actions/use-actions.ts'
import { charactersQuery, nameOf } from '../api/characters.ts'
import { text } from '../strings/en.ts'
import { Keys } from '../ui/tooltip.tsx'
import { useFocusReturn } from '../ui/use-focus-return.ts'
import { matching, type Entry } from './palette-entries.ts'

const words = text.palette

/** Finds and does anything by name: pages, characters, and every action that works on the screen it was opened from. */
export function CommandPalette({ commands, onClose }: { readonly commands: readonly Command[]; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const focus = useFocusReturn()
  const entries = useEntries(commands, typed)
  const chosen = useRef<Entry | null>(null)
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return
    chosen.current = entry
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const way = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (way !== 0 && entries.length > 0) setAt((at + way + entries.length) % entries.length)
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(entries[at])
    else return
    event.preventDefault()
  }
  // An action may work on what has the focus: it is done once the focus is back where it was.
  const finish = (event: Event): void => {
    focus.giveBack(event)
    chosen.current?.perform()
  }
  return (
    <Dialog.Root defaultOpen onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-layer palette-layer">
          <Dialog.Content className="palette" aria-describedby={undefined} onOpenAutoFocus={focus.remember} onCloseAutoFocus={finish}>
            <Dialog.Title className="vh">{words.title}</Dialog.Title>
            <Found
              entries={entries}
              at={at}
              typed={typed}
              onType={(next) => {
                setTyped(next)
                setAt(0)
              }}
              onKeyDown={onKeyDown}
              onChoose={choose}
            />
          </Dialog.Content>
        </Dialog.Overlay>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type FoundProps = {
  readonly entries: readonly Entry[]
  readonly at: number
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly onChoose: (entry: Entry) => void
}

function Found({ entries, at, typed, onType, onKeyDown, onChoose }: FoundProps) {
  const id = useId()
  const current = entries[at]
  return (
    <>
      <div className="palette__field">
        <Search className="icon" aria-hidden="true" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={current === undefined ? undefined : `${id}-${current.id}`}
          aria-label={words.title}
          placeholder={words.placeholder}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul className="palette__list" role="listbox" id={id} aria-label={words.found}>
        {entries.map((entry, place) => (
          <li
            key={entry.id}
            id={`${id}-${entry.id}`}
            role="option"
            aria-selected={place === at}
            ref={place === at ? bringIntoSight : null}
            onClick={() => onChoose(entry)}
          >
            <entry.icon className="icon" aria-hidden="true" />
            <span className="grow truncate">{entry.label}</span>
            <span className="muted small">{words.groups[entry.group]}</span>
            <Keys keys={entry.keys} />
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="palette__none secondary">{words.none}</p>}
    </>
  )
}

function bringIntoSight(line: HTMLLIElement | null): void {
  line?.scrollIntoView({ block: 'nearest' })
}

/** What is on the screen comes first, then pages and people; words that were typed can always be looked for in the gallery. */
function useEntries(commands: readonly Command[], typed: string): readonly Entry[] {
  const navigate = useNavigate()
  const characters = useQuery(charactersQuery).data
  const all = useMemo((): readonly Entry[] => {
    const actions = commands.map((command): Entry => ({
      id: `${command.scope}-${command.name}`,
      group: command.scope !== 'global' ? 'here' : command.name.startsWith('go-') ? 'pages' : 'everywhere',
      label: command.label,
      icon: command.icon,
      keys: command.keys[0],
      perform: command.perform,
    }))
    const people = (characters ?? []).map((character): Entry => ({
      id: `character-${character.id}`,
      group: 'characters',
      label: nameOf(character, text.characters.unnamed),
      icon: Users,
      keys: undefined,
      perform: () => void navigate({ to: '/characters/$characterId', params: { characterId: character.id } }),
    }))
    return [...actions, ...people]
  }, [commands, characters, navigate])
  return useMemo(() => {
    const found = matching(all, typed)
    const q = typed.trim()
    if (q === '') return found
    const search: Entry = {
      id: 'search-gallery',
      group: 'pages',
      label: words.searchFor(q),
      icon: Search,
      keys: undefined,
      perform: () => void navigate({ to: '/gallery', search: { q } }),
    }
    return [...found, search]
  }, [all, typed, navigate])
}
