import { Command } from 'commander'
import { builtAnew } from './es-views.ts'
import { CannotBeDone, columns, say, type EsParts, type EventDesk, type Said } from './es-desk.ts'

type Flags = { readonly json?: true; readonly done?: true; readonly yes?: true; readonly dryRun?: true; readonly views: boolean }

const jsonFlag = ['--json', 'print JSON'] as const
const mostTasks = 200

/** Checks, counts, tasks and erasure. */
export const careCommands = (parts: EsParts): readonly Command[] => [verify(parts), stats(parts), tasks(parts), eraseSubject(parts)]

const verify = (parts: EsParts): Command =>
  new Command('verify')
    .description('recompute: streams without gaps, events that open, files with their hashes, views equal to the log')
    .option('--no-views', 'leave the views out')
    .option(...jsonFlag)
    .addHelpText('after', '\nExample:\n  npm run es -- verify --json\nEnds with 1 where something is wrong.')
    .action((flags: Flags) => say(parts, flags.json === true, (desk) => verified(parts, desk, flags.views)))

async function verified(parts: EsParts, desk: EventDesk, withViews: boolean): Promise<Said> {
  const bars = { events: parts.progress('events'), blobs: parts.progress('files') }
  const { events, blobs, findings } = await desk.log.verify((stage, done, of) => bars[stage].at(done, of))
  for (const bar of Object.values(bars)) bar.end()
  const views = withViews ? await builtAnew(parts, desk, undefined, 'never') : null
  const found = findings.map((finding) => `${finding.fault}: ${finding.about}${'position' in finding ? ` at ${finding.position}` : ''}`)
  const failed = findings.length > 0 || views?.failed === true
  const verdict = findings.length === 0 ? 'nothing is wrong with the log' : `${findings.length} things are wrong`
  return {
    words: [`${events} events and ${blobs} files: ${verdict}`, ...found, ...(views === null ? [] : [views.words])].join('\n'),
    json: { ok: !failed, events, blobs, findings, views: views?.json ?? null },
    failed,
  }
}

const stats = (parts: EsParts): Command =>
  new Command('stats')
    .description('how much there is: events by type, streams, views and their lag, tasks, keys')
    .option(...jsonFlag)
    .addHelpText('after', '\nExample:\n  npm run es -- stats --json')
    .action((flags: Flags) =>
      say(parts, flags.json === true, async ({ log, queries }) => {
        const [counted, views] = [await log.records.stats(), await queries.views.groups()]
        const { events, head, firstAt, lastAt, bytes, types, categories, keys } = counted
        const rows = [
          ...types.map(({ type, events: count }) => ['events', type, String(count)]),
          ...categories.map(({ category, streams }) => ['streams', category, String(streams)]),
          ...views.map(({ group, position, lag, status, parked }) => [
            'views',
            group,
            `${status} at ${position}, ${lag} behind, ${parked} set aside`,
          ]),
          ...counted.tasks.map(({ state, tasks: count }) => ['tasks', state, String(count)]),
          ['keys', 'kept', String(keys.kept)],
          ['keys', 'destroyed', String(keys.destroyed)],
        ]
        const first = `${events} events up to position ${head}, ${Math.round(bytes / 1024)} KiB, ${firstAt ?? 'none yet'} to ${lastAt ?? 'now'}`
        return { words: `${first}\n${columns(rows)}`, json: { ...counted, views } }
      }),
    )

function tasks(parts: EsParts): Command {
  const command = new Command('tasks').description('reminders for the workers; the streams are the truth')
  command
    .command('list', { isDefault: true })
    .description(`the newest ${mostTasks}`)
    .option('--done', 'those too that are done')
    .option(...jsonFlag)
    .action((flags: Flags) =>
      say(parts, flags.json === true, async ({ log }) => {
        const json = await log.records.tasks({ done: flags.done === true, limit: mostTasks })
        const rows = json.map(({ taskId, kind, state, runAt, claimedBy, jobKind, jobId }) => [
          taskId,
          kind,
          state,
          runAt,
          `${jobKind} ${jobId}`,
          claimedBy ?? '',
        ])
        return { words: rows.length === 0 ? 'no tasks' : columns(rows), json }
      }),
    )
  command
    .command('retry')
    .argument('<task id>')
    .description('make a task due now; whoever holds it loses it')
    .option(...jsonFlag)
    .action((taskId: string, flags: Flags) =>
      say(parts, flags.json === true, async ({ log }) => {
        const due = /^[0-9a-f-]{36}$/.test(taskId) && (await log.records.retryTask(taskId))
        return { words: due ? 'due now' : 'no such task, or it is done', json: { due }, failed: !due }
      }),
    )
  command.addHelpText('after', '\nExamples:\n  npm run es -- tasks\n  npm run es -- tasks retry 6c1d…')
  return command
}

const eraseSubject = (parts: EsParts): Command =>
  new Command('erase-subject')
    .argument('<id>', 'a character, or an owner with all of theirs')
    .description('make everything that was written about a subject unreadable, for ever: key, pictures, files, and views built without it')
    .option('--dry-run', 'only count what would go')
    .option('--yes', 'do not ask')
    .option(...jsonFlag)
    .addHelpText(
      'after',
      '\nExamples:\n  npm run es -- erase-subject 2f0c… --dry-run\n  npm run es -- erase-subject 2f0c… --yes\n' +
        'Running servers forget a key within a second. Where jobs were running, run it once more when they have ended.\n' +
        'Out of reach: backups made before (with es.data_keys they hold the key), and the files that engines keep of their own runs.',
    )
    .action((id: string, flags: Flags) => say(parts, flags.json === true, (desk) => erased(parts, desk, id, flags)))

async function erased(parts: EsParts, desk: EventDesk, id: string, { dryRun, yes }: Flags): Promise<Said> {
  const counted = await desk.log.countSubject(id)
  if (counted.characters === 0) throw new CannotBeDone(`there is no character or owner ${id}`)
  const what = `${counted.characters} characters, ${counted.pictures} pictures, ${counted.jobsRunning} running jobs`
  if (dryRun === true) return { words: `would erase ${what}`, json: { dryRun: true, ...counted } }
  const sure = yes === true || (await parts.confirm(`This erases ${what}, for ever. Type the id to go on: `, id))
  if (!sure) return { words: 'nothing was done', json: { outcome: 'not-confirmed' }, failed: true }
  const gone = await desk.log.eraseSubject(id)
  const views = await builtAnew(parts, desk, undefined, 'always')
  // The tables that were shown before still hold the words.
  for (const group of desk.views.groups) await desk.views.forgetPrevious(group)
  const again = gone.jobsRunning > 0 ? '\nJobs were running: run this once more when they have ended.' : ''
  return {
    words: `erased ${gone.characters} characters, ${gone.pictures} pictures; told ${gone.jobsRunning} jobs to stop${again}\n${views.words}`,
    json: { ...gone, views: views.json },
    ...(views.failed === undefined ? {} : { failed: views.failed }),
  }
}
