import './insights.css'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ChartColumn } from 'lucide-react'
import { charactersQuery, nameOf } from '../../api/characters.ts'
import { sentenceFor } from '../../api/http.ts'
import { insightsQuery, type InsightsFilters } from '../../api/insights.ts'
import { sessionQuery } from '../../api/session.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { text } from '../../strings/en.ts'
import { Segmented, SelectField } from '../../ui/fields.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import type { InsightsSearch } from '../../ui/search.ts'
import { EmptyState, ErrorState, Loading } from '../../ui/state.tsx'
import { useDropped, withoutDropped } from '../../ui/use-dropped.ts'
import { useTitle } from '../../ui/use-title.ts'
import { CoverageChart } from './coverage-chart.tsx'
import { DaysChart } from './days-chart.tsx'
import { DurationsCard } from './durations-card.tsx'
import { FailuresCard } from './failures-card.tsx'
import { Figures } from './figures.tsx'
import { periodOf, usualDays } from './period.ts'
import { PresetsCard } from './presets-card.tsx'
import { RateChart } from './rate-chart.tsx'

/** How people make and edit pictures, in numbers. All filters live in the address. */
export function InsightsPage() {
  useTitle(words.title)
  const search = useSearch({ from: '/inside/shell/insights' })
  const navigate = useNavigate()
  useDropped(search, () => void navigate({ to: '/insights', search: withoutDropped, replace: true }))
  const { now, before } = filtersOf(search, new Date())
  const counted = useQuery(insightsQuery(now))
  const earlier = useQuery(insightsQuery(before))
  return (
    <main id="main" className="page" aria-busy={counted.isFetching}>
      <PageHead title={words.title} lede={words.lede}>
        <Filters search={search} />
      </PageHead>
      {counted.isPending && <Loading />}
      {counted.isLoadingError && (
        <ErrorState title={words.failed} hint={sentenceFor(counted.error)} onRetry={() => void counted.refetch()} />
      )}
      {counted.data !== undefined && isEmpty(counted.data.totals) && (
        <EmptyState icon={ChartColumn} title={words.none} hint={words.noneHint}>
          <Link className="btn" to="/studio">
            {text.shell.toStudio}
          </Link>
        </EmptyState>
      )}
      {counted.data !== undefined && !isEmpty(counted.data.totals) && (
        <div className="grid-12">
          <Figures insights={counted.data} before={earlier.data} days={search.days ?? usualDays} />
          <CoverageChart coverage={counted.data.coverage} filters={now} />
          <FailuresCard failures={counted.data.failures} filters={now} />
          <DaysChart days={counted.data.days} filters={now} />
          <RateChart days={counted.data.days} filters={now} />
          <DurationsCard durations={counted.data.durations} filters={now} />
          <PresetsCard presets={counted.data.presets} filters={now} />
        </div>
      )}
    </main>
  )
}

function Filters({ search }: { readonly search: InsightsSearch }) {
  const navigate = useNavigate({ from: '/insights' })
  const characters = useQuery(charactersQuery).data ?? []
  const isAdmin = useQuery(sessionQuery).data?.user?.role === 'admin'
  const change = (changes: { readonly [Name in keyof InsightsSearch]?: InsightsSearch[Name] | undefined }): void =>
    void navigate({ search: { ...search, ...changes } as InsightsSearch, replace: true })
  return (
    <div className="row row--wrap">
      {isAdmin && (
        <Segmented
          label={words.whose}
          value={search.everybody === true ? 'everybody' : 'mine'}
          choices={(['mine', 'everybody'] as const).map((value) => ({ value, label: words[value] }))}
          onChoose={(value) => change({ everybody: value === 'everybody' ? true : undefined })}
        />
      )}
      <SelectField
        hideLabel
        label={text.gallery.character}
        value={search.character ?? ''}
        choices={[
          { value: '', label: text.gallery.allCharacters },
          ...characters.map((character) => ({ value: character.id, label: nameOf(character, text.characters.unnamed) })),
        ]}
        onChoose={(character) => change({ character: character === '' ? undefined : character })}
      />
      <SelectField
        hideLabel
        label={words.kind}
        value={search.only ?? ''}
        choices={[
          { value: '', label: words.allKinds },
          { value: 'generation', label: words.generations },
          { value: 'edit', label: words.onlyEdits },
        ]}
        onChoose={(only) => change({ only: only === 'edit' || only === 'generation' ? only : undefined })}
      />
      <Segmented
        label={words.period}
        value={search.days ?? usualDays}
        choices={([7, 30, 90] as const).map((value) => ({ value, label: words.periods[value] }))}
        onChoose={(days) => change({ days: days === usualDays ? undefined : days })}
      />
    </div>
  )
}

/** The period that is asked for and the one just before it. */
function filtersOf(search: InsightsSearch, today: Date): { readonly now: InsightsFilters; readonly before: InsightsFilters } {
  const { now, before } = periodOf(search.days ?? usualDays, today)
  const rest: InsightsFilters = {
    ...(search.everybody === true ? { user: 'everybody' as const } : {}),
    ...(search.character === undefined ? {} : { characterId: search.character }),
    ...(search.only === undefined ? {} : { kind: search.only }),
  }
  return { now: { ...now, ...rest }, before: { ...before, ...rest } }
}

const isEmpty = ({ generations, edits }: { readonly generations: number; readonly edits: number }): boolean => generations + edits === 0
