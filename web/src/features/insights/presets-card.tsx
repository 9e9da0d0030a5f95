import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Insights, InsightsFilters } from '../../api/insights.ts'
import { presetsQuery } from '../../api/presets.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'
import { Segmented } from '../../ui/fields.tsx'
import { labelOf } from '../../ui/picture-title.ts'
import { Bars, ChartCard, type Column } from './chart-card.tsx'

type Presets = Insights['presets']
const kinds = ['scene', 'environment', 'aspectRatio', 'qualityMode'] as const satisfies readonly (keyof Presets)[]
type Kind = (typeof kinds)[number]
const columns: readonly Column<Presets[Kind][number] & { readonly kind: Kind }>[] = [
  { name: words.preset, cell: (row) => `${words.presetKinds[row.kind]}: ${row.value.replaceAll('_', ' ')}` },
  { name: words.jobs, cell: ({ jobs }) => words.figure(jobs) },
  { name: words.shareColumn, cell: ({ share }) => words.share(share) },
]

/** What new pictures are asked for with. */
export function PresetsCard({ presets, filters }: { readonly presets: Presets; readonly filters: InsightsFilters }) {
  const [kind, setKind] = useState<Kind>('scene')
  const known = useQuery(presetsQuery).data
  const options = kind === 'scene' ? known?.scenes : kind === 'environment' ? known?.environments : undefined
  const all = kinds.flatMap((one) => presets[one].map((row) => ({ ...row, kind: one })))
  const rows = presets[kind].map((row) => ({ ...row, name: labelOf(options, row.value) }))
  return (
    <ChartCard title={words.presets} span={7} csv="presets" filters={filters} empty={words.noPresets} rows={all} columns={columns}>
      <div className="stack">
        <Segmented
          block
          label={words.preset}
          value={kind}
          choices={kinds.map((value) => ({ value, label: words.presetKinds[value] }))}
          onChoose={setKind}
        />
        <Bars bars={rows.map(({ name, jobs, share }) => ({ name, value: jobs, told: `${words.figure(jobs)} · ${words.share(share)}` }))} />
      </div>
    </ChartCard>
  )
}
