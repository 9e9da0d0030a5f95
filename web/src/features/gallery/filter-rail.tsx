import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Search, Trash2 } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { charactersQuery, nameOf } from '../../api/characters.ts'
import { facetsQuery, type Facets } from '../../api/images.ts'
import { presetsQuery } from '../../api/presets.ts'
import { text } from '../../strings/en.ts'
import { figure } from '../../strings/plural.ts'
import { Check, SelectField, SwitchRow, TextField } from '../../ui/fields.tsx'
import { filtersOf, type GallerySearch } from '../../ui/search.ts'
import { Keys } from '../../ui/tooltip.tsx'

const words = text.gallery
type Change = (changes: { readonly [Name in keyof GallerySearch]?: GallerySearch[Name] | undefined }, replace?: boolean) => void

/** All filters of the gallery. They live in the address; this only shows and changes them. */
export function FilterRail({
  search,
  onChange,
}: {
  readonly search: GallerySearch
  readonly onChange: (changes: Partial<GallerySearch>, replace?: boolean) => void
}) {
  const presets = useQuery(presetsQuery).data
  const characters = useQuery(charactersQuery).data ?? []
  const change = onChange as Change
  const facets = useQuery({ ...facetsQuery(filtersOf(search)), placeholderData: keepPreviousData }).data
  const any = { value: '', label: words.any }
  return (
    <>
      <div className="section">
        <SearchField value={search.q ?? ''} onSearch={(q) => change({ q: q === '' ? undefined : q }, true)} />
        <SelectField
          label={words.character}
          value={search.character ?? ''}
          choices={[
            { value: '', label: words.allCharacters },
            ...counted(
              facets?.character,
              characters.map((character) => ({ value: character.id, label: nameOf(character, text.characters.unnamed) })),
            ),
          ]}
          onChoose={(character) => change({ character: character === '' ? undefined : character })}
        />
      </div>
      <div className="section">
        <fieldset className="stack rail__choices">
          <legend className="label">{words.kind}</legend>
          {(['all', 'generated', 'edited', 'uploaded'] as const).map((kind) => (
            <Check
              key={kind}
              type="radio"
              name="kind"
              label={words.kinds[kind]}
              aside={numberOf(facets && (kind === 'all' ? sumOf(facets.kind) : (facets.kind[kind] ?? 0)))}
              checked={(search.kind ?? 'all') === kind}
              onChange={() => change({ kind: kind === 'all' ? undefined : kind })}
            />
          ))}
        </fieldset>
        <SwitchRow
          label={words.favourites}
          aside={numberOf(facets?.favourites)}
          checked={search.fav === true}
          onSwitch={(on) => change({ fav: on ? true : undefined })}
        />
      </div>
      <fieldset className="section">
        <legend className="vh">{words.scene}</legend>
        <div className="section__head">
          <span className="label" aria-hidden="true">
            {words.scene}
          </span>
          {search.scene !== undefined && (
            <button type="button" className="btn btn--ghost btn--sm" onClick={() => change({ scene: undefined })}>
              {words.clear}
            </button>
          )}
        </div>
        <div className="stack rail__choices">
          {presets?.scenes.map((scene) => (
            <Check
              key={scene.value}
              type="radio"
              name="scene"
              label={scene.label}
              aside={numberOf(facets && (facets.scene[scene.value] ?? 0))}
              checked={search.scene === scene.value}
              onChange={() => change({ scene: scene.value })}
            />
          ))}
        </div>
      </fieldset>
      <More title={words.place} open={search.environment !== undefined || search.ratio !== undefined}>
        <SelectField
          label={words.environment}
          value={search.environment ?? ''}
          choices={[any, ...counted(facets?.environment, presets?.environments ?? [])]}
          onChoose={(value) => change({ environment: value === '' ? undefined : value })}
        />
        <SelectField
          label={words.shape}
          value={search.ratio ?? ''}
          choices={[
            any,
            ...counted(
              facets?.aspectRatio,
              (presets?.aspectRatios ?? []).map(({ value }) => ({ value, label: value })),
            ),
          ]}
          onChoose={(value) => change({ ratio: value === '' ? undefined : value })}
        />
      </More>
      <More title={words.date} open={search.from !== undefined || search.to !== undefined}>
        <TextField
          label={words.from}
          type="date"
          value={search.from ?? ''}
          onChange={(event) => change({ from: event.target.value === '' ? undefined : event.target.value })}
        />
        <TextField
          label={words.to}
          type="date"
          value={search.to ?? ''}
          onChange={(event) => change({ to: event.target.value === '' ? undefined : event.target.value })}
        />
      </More>
      <div className="section">
        <Link className="btn btn--ghost btn--sm rail__trash" to="/trash">
          <Trash2 className="icon icon--sm" aria-hidden="true" />
          {words.trash}
        </Link>
      </div>
    </>
  )
}

type Choice = { readonly value: string; readonly label: string }

/** Choices that say how many pictures they leave, once that is known. */
function counted(counts: Facets['scene'] | undefined, choices: readonly Choice[]): readonly Choice[] {
  return counts === undefined ? choices : choices.map(({ value, label }) => ({ value, label: words.withCount(label, counts[value] ?? 0) }))
}

const numberOf = (n: number | null | undefined): string | undefined => (typeof n === 'number' ? figure(n) : undefined)
const sumOf = (counts: Facets['kind']): number => Object.values(counts).reduce((sum, n) => sum + n, 0)

function More({ title, open, children }: { readonly title: string; readonly open: boolean; readonly children: ReactNode }) {
  return (
    <details className="section" open={open}>
      <summary>
        <ChevronRight className="icon icon--sm" aria-hidden="true" />
        {title}
      </summary>
      <div className="stack">{children}</div>
    </details>
  )
}

const typingMs = 250

/** Searches when the person pauses, not with every letter. */
function SearchField({ value, onSearch }: { readonly value: string; readonly onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed === value) return
    const pause = setTimeout(() => onSearch(typed.trim()), typingMs)
    return () => clearTimeout(pause)
  }, [typed, value, onSearch])
  return (
    <div className="input-wrap">
      <Search className="icon" aria-hidden="true" />
      <input
        className="input"
        type="search"
        data-search
        aria-label={words.search}
        placeholder={words.search}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed === '' && <Keys keys="/" />}
    </div>
  )
}
