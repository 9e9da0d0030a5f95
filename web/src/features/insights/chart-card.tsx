import { ChartColumn, Download, Table as TableIcon } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { csvUrl, type InsightsFilters, type InsightsTable } from '../../api/insights.ts'
import { insightsWords as words } from '../../strings/en-insights.ts'

export type Column<Row> = { readonly name: string; readonly cell: (row: Row) => ReactNode }

type ChartCardProps<Row> = {
  readonly title: string
  /** How many of the page's twelve columns it takes. */
  readonly span: 4 | 5 | 7 | 8
  /** The table behind the chart; the first column names its row. */
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly csv: InsightsTable
  readonly filters: InsightsFilters
  /** Said in place of chart and table where there are no rows. */
  readonly empty?: string
  readonly legend?: ReactNode
  readonly children: ReactNode
}

/** A chart with its table behind it, and the table as a file. */
export function ChartCard<Row>({ title, span, rows, columns, csv, filters, empty, legend, children }: ChartCardProps<Row>) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  return (
    <section className={`card chart-card col-${span}`} aria-labelledby={id}>
      <div className="card__head">
        <h2 id={id}>{title}</h2>
        {legend}
        <div className="row push chart-card__acts">
          <button
            type="button"
            className="btn btn--ghost btn--sm"
            aria-label={words.tableOf(title)}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            <TableIcon className="icon icon--sm" aria-hidden="true" />
            {words.table}
          </button>
          <a className="btn btn--ghost btn--sm" href={csvUrl(csv, filters)} download aria-label={words.csvOf(title)}>
            <Download className="icon icon--sm" aria-hidden="true" />
            {words.csv}
          </a>
        </div>
      </div>
      <div className="card__body">
        {empty !== undefined && rows.length === 0 ? (
          <p className="chart-card__none secondary">
            <ChartColumn className="icon icon--lg" aria-hidden="true" />
            {empty}
          </p>
        ) : asTable ? (
          <ChartTable label={title} rows={rows} columns={columns} />
        ) : (
          children
        )}
      </div>
    </section>
  )
}

function ChartTable<Row>({
  rows,
  columns,
  label,
}: {
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly label: string
}) {
  return (
    <div className="table-wrap chart-table" role="region" tabIndex={0} aria-label={label}>
      <table className="table table--fit">
        <thead>
          <tr>
            {columns.map(({ name }, at) => (
              <th key={name} scope="col" className={at === 0 ? '' : 'r'}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {columns.map(({ name, cell }, at) =>
                at === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} className="r">
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Which colour stands for what: a class of a series, and its name. */
export function Legend({ series }: { readonly series: Readonly<Record<string, string>> }) {
  return (
    <div className="legend-row">
      {Object.entries(series).map(([colour, name]) => (
        <span key={colour}>
          <i className={colour} />
          {name}
        </span>
      ))}
    </div>
  )
}

/** Named lengths under each other, for what has no order of its own. `share` is of the longest. */
export function Bars({ bars }: { readonly bars: readonly { readonly name: string; readonly value: number; readonly told: string }[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value))
  return (
    <ul className="bars">
      {bars.map(({ name, value, told }) => (
        <li key={name}>
          <span>{name}</span>
          <span aria-hidden="true">
            <i style={{ width: `${(100 * value) / most}%` }} />
          </span>
          <span className="num">{told}</span>
        </li>
      ))}
    </ul>
  )
}
