import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Trash2 } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { charactersQuery, nameOf } from '../../api/characters.ts'
import { facetsQuery, type Facets } from '../../api/images.ts'
import { presetsQuery, type Presets } from '../../api/presets.ts'
import { text } from '../../strings/en.ts'
import { figure } from '../../strings/plural.ts'
import { Check, SelectField, SwitchRow } from '../../ui/fields.tsx'
import { filtersOf, withOrWithout, type GallerySearch } from '../../ui/search.ts'
import { DayField } from './day-field.tsx'
import { SearchField } from './search-field.tsx'

const words = text.gallery

/** What every part of the rail needs: the filters as they stand, what each choice would leave, and the way to change them. */
type Filters = {
  readonly search: GallerySearch
  /** Undefined while it is on its way, null where too many pictures match to be counted. */
  readonly facets: Facets | null | undefined
  readonly change: (changes: { readonly [Name in keyof GallerySearch]?: GallerySearch[Name] | undefined }, replace?: boolean) => void
}

/** All filters of the gallery. They live in the address; this only shows and changes them. */
export function FilterRail({
  search,
  onChange,
}: {
  readonly search: GallerySearch
  readonly onChange: (changes: Partial<GallerySearch>, replace?: boolean) => void
}) {
  const presets = useQuery(presetsQuery).data
  const facets = useQuery({ ...facetsQuery(filtersOf(search)), placeholderData: keepPreviousData }).data
  const change = onChange as Filters['change']
  const all: Filters = { search, facets, change }
  return (
    <>
      <div className="section">
        <SearchField value={search.q ?? ''} onSearch={(q) => change({ q: valueOf(q) }, true)} />
        <CharacterFilter {...all} />
      </div>
      <KindFilter {...all} />
      <SceneFilter {...all} scenes={presets?.scenes ?? []} />
      <PlaceFilter {...all} presets={presets} />
      <DateFilter {...all} />
      <div className="section">
        <Link className="btn btn--ghost btn--sm rail__trash" to="/trash">
          <Trash2 className="icon icon--sm" aria-hidden="true" />
          {words.trash}
        </Link>
      </div>
    </>
  )
}

function CharacterFilter({ search, facets, change }: Filters) {
  const characters = useQuery(charactersQuery).data ?? []
  const named = characters.map((character) => ({ value: character.id, label: nameOf(character, text.characters.unnamed) }))
  return (
    <SelectField
      label={words.character}
      value={search.character ?? ''}
      choices={[{ value: '', label: words.allCharacters }, ...counted(facets?.character, named)]}
      onChoose={(character) => change({ character: valueOf(character) })}
    />
  )
}

function KindFilter({ search, facets, change }: Filters) {
  // The rail may be in the page twice, and radios of one name are one choice.
  const name = useId()
  return (
    <div className="section">
      <fieldset className="stack rail__choices">
        <legend className="label">{words.kind}</legend>
        {(['all', 'generated', 'edited', 'uploaded'] as const).map((kind) => (
          <Check
            key={kind}
            type="radio"
            name={name}
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
  )
}

/** Several at once, and then pictures of any of them. */
function SceneFilter({ search, facets, change, scenes }: Filters & { readonly scenes: readonly Choice[] }) {
  const chosen = filtersOf(search).scene
  return (
    <fieldset className="section">
      <legend className="vh">{words.scene}</legend>
      <div className="section__head">
        <span className="label" aria-hidden="true">
          {words.scene}
        </span>
        {chosen !== undefined && (
          <button type="button" className="btn btn--ghost btn--sm" onClick={() => change({ scene: undefined })}>
            {words.clear}
          </button>
        )}
      </div>
      <div className="stack rail__choices">
        {scenes.map((scene) => (
          <Check
            key={scene.value}
            label={scene.label}
            aside={numberOf(facets && (facets.scene[scene.value] ?? 0))}
            checked={chosen?.includes(scene.value) === true}
            onChange={() => change({ scene: withOrWithout(search.scene, scene.value) })}
          />
        ))}
      </div>
    </fieldset>
  )
}

function PlaceFilter({ search, facets, change, presets }: Filters & { readonly presets: Presets | undefined }) {
  const any = { value: '', label: words.any }
  const shapes = (presets?.aspectRatios ?? []).map(({ value }) => ({ value, label: value }))
  return (
    <More title={words.place} open={search.environment !== undefined || search.ratio !== undefined}>
      <SelectField
        label={words.environment}
        value={search.environment ?? ''}
        choices={[any, ...counted(facets?.environment, presets?.environments ?? [])]}
        onChoose={(value) => change({ environment: valueOf(value) })}
      />
      <SelectField
        label={words.shape}
        value={search.ratio ?? ''}
        choices={[any, ...counted(facets?.aspectRatio, shapes)]}
        onChoose={(value) => change({ ratio: valueOf(value) })}
      />
    </More>
  )
}

function DateFilter({ search, change }: Filters) {
  return (
    <More title={words.date} open={search.from !== undefined || search.to !== undefined}>
      <DayField label={words.from} value={search.from ?? ''} onDay={(day) => change({ from: valueOf(day) }, search.from !== undefined)} />
      <DayField label={words.to} value={search.to ?? ''} onDay={(day) => change({ to: valueOf(day) }, search.to !== undefined)} />
    </More>
  )
}

function More({ title, open, children }: { readonly title: string; readonly open: boolean; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(open)
  // A filter that is taken away is no reason to close what somebody is working in.
  return (
    <details className="section" open={isOpen || open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <ChevronRight className="icon icon--sm" aria-hidden="true" />
        {title}
      </summary>
      <div className="stack">{children}</div>
    </details>
  )
}

type Choice = { readonly value: string; readonly label: string }

/** Choices that say how many pictures they leave, once that is known. */
function counted(counts: Facets['scene'] | undefined, choices: readonly Choice[]): readonly Choice[] {
  return counts === undefined ? choices : choices.map(({ value, label }) => ({ value, label: words.withCount(label, counts[value] ?? 0) }))
}

/** An empty field is no filter. */
const valueOf = (typed: string): string | undefined => (typed === '' ? undefined : typed)
const numberOf = (n: number | null | undefined): string | undefined => (typeof n === 'number' ? figure(n) : undefined)
const sumOf = (counts: Facets['kind']): number => Object.values(counts).reduce((sum, n) => sum + n, 0)
