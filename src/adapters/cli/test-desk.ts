import { operator } from '../../application/operator/operator.ts'
import { insights, views } from '../../projections/views.ts'
import { viewsOperator } from '../../projections/views-operator.ts'
import type { TestStudio } from '../http/test-studio.ts'
import { silentLog } from '../memory/test-world.ts'
import { postgresLogRecords } from '../postgres/postgres-log-records.ts'
import { postgresViewRebuilds } from '../postgres/views/postgres-view-rebuilds.ts'
import { sha256Of } from '../system/sha256.ts'
import type { EsParts, EventDesk } from './es-desk.ts'
import { esCommand } from './es.ts'

/** The operator's desk in a test studio, as main makes it. */
export function testDesk({ database, ports, queries, subjectKeys, viewStore }: TestStudio): EventDesk {
  const { eventStore: store, clock } = ports
  const stop = new AbortController().signal
  const operated = { store, viewStore, rebuilds: postgresViewRebuilds(database), clock, log: silentLog, stop, groups: [views, insights] }
  const log = operator({ ...ports, records: postgresLogRecords(database), subjectKeys, sha256Of })
  return { log, views: viewsOperator(operated), queries }
}

/** Runs `es …` as a person would; answers what it printed and whether it said that something is wrong. */
export async function runEs(
  desk: EventDesk,
  words: readonly string[],
  sure = false,
): Promise<{ readonly text: string; readonly failed: boolean }> {
  let text = ''
  const parts: EsParts = {
    withEventDesk: (act) => act(desk),
    print: (printed) => void (text += printed),
    progress: () => ({ at: () => undefined, end: () => undefined }),
    confirm: async () => sure,
  }
  const before = process.exitCode
  process.exitCode = undefined
  await esCommand(parts)
    .exitOverride()
    .parseAsync([...words], { from: 'user' })
  const failed = process.exitCode === 1
  process.exitCode = before
  return { text, failed }
}
