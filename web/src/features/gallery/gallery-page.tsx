import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Images, SearchX, SlidersHorizontal, Sparkles } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { imageIdsQuery } from '../../api/images.ts'
import { jobsQuery } from '../../api/jobs.ts'
import { mostInOutline } from '../../api/outline.ts'
import { text } from '../../strings/en.ts'
import { figure } from '../../strings/plural.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, Slider } from '../../ui/fields.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { filtersOf, type GallerySearch } from '../../ui/search.ts'
import { EmptyState } from '../../ui/state.tsx'
import { useDropped, withoutDropped } from '../../ui/use-dropped.ts'
import { UploadButton } from '../../ui/upload-button.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { comingIn } from './coming.ts'
import { FilterRail } from './filter-rail.tsx'
import { GalleryList } from './gallery-list.tsx'
import { rowLimitsPx, useGalleryPrefs } from './gallery-prefs.ts'

const words = text.gallery
/** Most visits find nothing on the way. */
const OnTheWay = lazy(() => import('./on-the-way.tsx').then((loaded) => ({ default: loaded.OnTheWay })))

/** Every picture, endless, with the filters in the address. */
export function GalleryPage() {
  useTitle(words.title)
  const search = useSearch({ from: '/inside/shell/gallery' })
  const navigate = useNavigate()
  const [filtersOpen, setFiltersOpen] = useState(false)
  const rowPx = useGalleryPrefs((prefs) => prefs.rowPx)
  const filters = useMemo(() => filtersOf(search), [search])
  const total = useQuery(imageIdsQuery(filters)).data?.length
  const coming = comingIn(useQuery(jobsQuery).data ?? [], search)
  const change = useCallback(
    (changes: Partial<GallerySearch>, replace = false) =>
      void navigate({ to: '/gallery', search: (was) => withoutEmpty({ ...was, ...changes }), replace, resetScroll: false }),
    [navigate],
  )
  useDropped(search, () => void navigate({ to: '/gallery', search: withoutDropped, replace: true, resetScroll: false }))
  const rail = <FilterRail search={search} onChange={change} />
  return (
    <div className="with-rail">
      <aside className="rail" aria-label={words.filters}>
        {rail}
      </aside>
      <main id="main">
        <div className="toolbar">
          <h1 className="toolbar__title">{words.title}</h1>
          {total !== undefined && (
            <span className="muted num nowrap">
              {figure(total)}
              {total >= mostInOutline && '+'}
              <span className="only-wide"> {words.picturesWord(total)}</span>
            </span>
          )}
          <div className="row push">
            <span className="only-wide">
              <SortField search={search} onChange={change} quiet />
            </span>
            <label className="row only-wide muted">
              <Images className="icon icon--sm" aria-hidden="true" />
              <Slider
                quiet
                className="size-slider"
                label={words.size}
                min={rowLimitsPx.least}
                max={rowLimitsPx.most}
                value={rowPx}
                onSlide={(next) => useGalleryPrefs.setState({ rowPx: next })}
              />
            </label>
            <IconButton
              label={words.filters}
              icon={SlidersHorizontal}
              className="btn--ghost only-below-rail"
              onClick={() => setFiltersOpen(true)}
            />
            <UploadButton characterId={search.character} />
            <Link className="btn btn--primary" to="/studio">
              <Sparkles className="icon" aria-hidden="true" />
              {words.generate}
            </Link>
          </div>
        </div>
        <div className="gallery">
          {coming.length > 0 && (
            <Suspense>
              <OnTheWay jobs={coming} />
            </Suspense>
          )}
          <GalleryList
            filters={filters}
            search={search}
            rowPx={rowPx}
            nothing={<Nothing filtered={Object.keys(search).some((name) => name !== 'sort')} />}
          />
        </div>
      </main>
      <Dialog title={words.filters} open={filtersOpen} onClose={() => setFiltersOpen(false)}>
        <div className="section">
          <SortField search={search} onChange={change} />
        </div>
        {rail}
      </Dialog>
    </div>
  )
}

/** `quiet` in a bar, where its words say what it is. */
function SortField({
  search,
  onChange,
  quiet = false,
}: {
  readonly search: GallerySearch
  readonly onChange: (changes: Partial<GallerySearch>) => void
  readonly quiet?: boolean
}) {
  return (
    <SelectField
      label={words.sort}
      hideLabel={quiet}
      quiet={quiet}
      value={search.sort ?? 'newest'}
      choices={[
        { value: 'newest', label: words.newest },
        { value: 'oldest', label: words.oldest },
      ]}
      onChoose={(sort) => onChange({ sort: sort === 'oldest' ? 'oldest' : undefined } as Partial<GallerySearch>)}
    />
  )
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState icon={SearchX} title={words.noMatch} hint={words.noMatchHint}>
        <Link className="btn" to="/gallery" search={{}}>
          {words.clearAll}
        </Link>
      </EmptyState>
    )
  return (
    <EmptyState icon={Images} title={words.none} hint={words.noneHint}>
      <Link className="btn btn--primary" to="/studio">
        <Sparkles className="icon" aria-hidden="true" />
        {words.generate}
      </Link>
    </EmptyState>
  )
}

const withoutEmpty = (search: Partial<GallerySearch>): GallerySearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== '')) as GallerySearch
