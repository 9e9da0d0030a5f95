import { useQuery } from '@tanstack/react-query'
import { sentenceFor } from '../../api/http.ts'
import { statusQuery, type Status } from '../../api/status.ts'
import { statusWords as words } from '../../strings/en-admin.ts'
import { text } from '../../strings/en.ts'
import { ErrorState, Loading } from '../../ui/state.tsx'
import { dayAndTime, gigabytes } from '../../ui/times.ts'

type Line = { readonly name: string; readonly is: string; readonly isWell: boolean }

/** How the installation is, a line for each thing that can go wrong. */
export function StatusCard() {
  const query = useQuery(statusQuery)
  if (query.isPending) return <Loading />
  if (query.isLoadingError)
    return <ErrorState title={text.settings.unknown} hint={sentenceFor(query.error)} onRetry={() => void query.refetch()} />
  return (
    <section className="card" aria-label={words.title}>
      <div className="card__head">
        <h2>{words.title}</h2>
        <span className="muted small">{query.data.version}</span>
      </div>
      <div className="card__body">
        <ul className="stack">
          {linesOf(query.data).map(({ name, is, isWell }) => (
            <li key={name} className="row row--wrap">
              <i className={`dot ${isWell ? 'dot--ok' : 'dot--bad'}`} aria-hidden="true" />
              <strong>{name}</strong>
              <span className="muted">{is}</span>
              {!isWell && <span className="badge badge--warning">{words.look}</span>}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

/** As long as an alert would wait: see the rules that are delivered. */
const longestWaitMs = 300_000
const oldestBackupMs = 93_600_000
const pastMs = (iso: string): number => Date.now() - Date.parse(iso)

function linesOf({ jobs, engines, views, disk, lastBackupAt, waitsForNewer }: Status): readonly Line[] {
  return [
    {
      name: words.jobs,
      is: words.jobsAre(jobs.waiting, jobs.running),
      isWell: jobs.oldestWaitsSince === null || pastMs(jobs.oldestWaitsSince) < longestWaitMs,
    },
    { name: words.engines, is: words.enginesAre(engines.reachable, engines.all), isWell: engines.reachable > 0 },
    ...views.map(({ group, status, lag, parked }) => ({
      name: words.views[group === 'insights' ? 'insights' : 'pictures'],
      is: words.viewsAre(status, Number(lag), parked),
      isWell: status !== 'faulted' && parked === 0,
    })),
    {
      name: words.disk,
      is: disk === null ? words.bucket : words.diskIs(gigabytes(disk.freeBytes), gigabytes(disk.floorBytes)),
      isWell: disk === null || disk.freeBytes > 2 * disk.floorBytes,
    },
    {
      name: words.backup,
      is: lastBackupAt === null ? words.noBackup : dayAndTime(lastBackupAt),
      isWell: lastBackupAt !== null && pastMs(lastBackupAt) < oldestBackupMs,
    },
    ...(waitsForNewer.length === 0 ? [] : [{ name: words.version, is: words.waitsForNewer, isWell: false }]),
  ]
}
