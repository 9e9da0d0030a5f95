import { Command } from 'commander'
import type { ViewsOperator } from '../../projections/views-operator.ts'
import { CannotBeDone, columns, say, type EsParts, type EventDesk, type Said } from './es-desk.ts'

type Flags = { readonly json?: true; readonly force?: true; readonly yes?: true }
type Rebuilt = Awaited<ReturnType<ViewsOperator['rebuild']>>

const jsonFlag = ['--json', 'print JSON'] as const

/** Building views anew, and what they could not take in. */
export const viewCommands = (parts: EsParts): readonly Command[] => [replay(parts), rebuild(parts), park(parts)]

const replay = (parts: EsParts): Command =>
  new Command('replay')
    .argument('[group]', 'views or insights; both where left out')
    .description('build views anew beside those that are shown, compare the two, and throw the new ones away')
    .option(...jsonFlag)
    .addHelpText('after', '\nExample:\n  npm run es -- replay views\nEnds with 1 where the two differ.')
    .action((group: string | undefined, flags: Flags) => say(parts, flags.json === true, (desk) => builtAnew(parts, desk, group, 'never')))

const rebuild = (parts: EsParts): Command =>
  new Command('rebuild')
    .argument('[group]', 'views or insights; both where left out')
    .description('build views anew beside those that are shown, and show them if they are the same; readers never wait')
    .option('--force', 'show them also if they differ, or without comparing where those that are shown stand still')
    .option(...jsonFlag)
    .addHelpText('after', '\nExamples:\n  npm run es -- rebuild\n  npm run es -- rebuild insights --force')
    .action((group: string | undefined, flags: Flags) =>
      say(parts, flags.json === true, (desk) => builtAnew(parts, desk, group, flags.force === true ? 'always' : 'when-same')),
    )

/** One group or all of them, with a bar each. */
export async function builtAnew(
  parts: Pick<EsParts, 'progress'>,
  { log, views }: EventDesk,
  group: string | undefined,
  show: 'when-same' | 'always' | 'never',
): Promise<Said> {
  const head = Number((await log.records.stats()).head)
  const results: (Rebuilt & { readonly group: string })[] = []
  for (const name of group === undefined ? views.groups : [group]) {
    const bar = parts.progress(name)
    results.push({ group: name, ...(await views.rebuild(name, show, (position) => bar.at(Number(position), head))) })
    bar.end()
  }
  const failed = results.some(({ outcome }) => !['shown', 'same'].includes(outcome))
  return { words: results.map(wordsOf).join('\n'), json: results, failed }
}

const outcomes: Readonly<Record<Rebuilt['outcome'], string>> = {
  shown: 'built anew and shown',
  same: 'built anew: the same as what is shown',
  different: 'built anew, and DIFFERENT from what is shown, which stays (rebuild --force shows the new ones)',
  'not-compared': 'built anew, but what is shown could not be compared (rebuild --force shows the new ones)',
  faulted: 'an event cannot be applied; what is shown stays',
  stopped: 'stopped before its end; what is shown stays',
}

function wordsOf({ group, outcome, position, views }: Rebuilt & { readonly group: string }): string {
  const rows = views.map(({ view, rows: count, shownRows, hash, shownHash }) => [
    `  ${view}`,
    `${count} rows`,
    hash === shownHash ? 'same' : `differs (${shownRows} rows are shown)`,
  ])
  return [`${group} at ${position}: ${outcomes[outcome]}`, ...(rows.length === 0 ? [] : [columns(rows)])].join('\n')
}

function park(parts: EsParts): Command {
  const command = new Command('park').description('events that a group of views could not take in')
  command
    .command('list', { isDefault: true })
    .argument('[group]')
    .description('what was set aside, and since when')
    .option(...jsonFlag)
    .action((group: string | undefined, flags: Flags) => say(parts, flags.json === true, (desk) => parkedIn(desk, group)))
  command
    .command('retry')
    .argument('<group>')
    .description('build the group anew, so that every event has another try in its right place')
    .option(...jsonFlag)
    .action((group: string, flags: Flags) => say(parts, flags.json === true, (desk) => builtAnew(parts, desk, group, 'always')))
  command
    .command('accept')
    .argument('<group>')
    .argument('<position>')
    .description('put up with the hole that an event left: it is no longer told of in /health/ready')
    .option(...jsonFlag)
    .action((group: string, position: string, flags: Flags) =>
      say(parts, flags.json === true, async ({ views }) => {
        if (!/^\d{1,18}$/.test(position)) throw new CannotBeDone('expected a position of the log')
        const accepted = await views.accept(group, BigInt(position))
        return { words: accepted ? 'accepted' : `nothing was set aside at ${position}`, json: { accepted }, failed: !accepted }
      }),
    )
  command
    .command('skip')
    .argument('<group>')
    .description('set the event aside before which a group stands still; the views then have a hole')
    .option('--yes', 'do not ask')
    .option(...jsonFlag)
    .action((group: string, flags: Flags) => say(parts, flags.json === true, (desk) => skipped(parts, desk, group, flags)))
  command.addHelpText(
    'after',
    '\nExamples:\n  npm run es -- park list\n  npm run es -- park retry insights\n  npm run es -- park skip views',
  )
  return command
}

async function parkedIn({ views }: EventDesk, group: string | undefined): Promise<Said> {
  const names = group === undefined ? views.groups : [group]
  const json = (
    await Promise.all(names.map(async (name) => (await views.parked(name)).map((parked) => ({ group: name, ...parked }))))
  ).flat()
  const rows = json.map(({ group: of, event, error, parkedAt, acceptedAt }) => [
    of,
    String(event.position),
    event.type,
    event.stream,
    parkedAt,
    acceptedAt === null ? 'open' : 'accepted',
    error,
  ])
  return { words: rows.length === 0 ? 'nothing is set aside' : columns(rows), json }
}

async function skipped(parts: EsParts, { views }: EventDesk, group: string, { yes }: Flags): Promise<Said> {
  const sure = yes === true || (await parts.confirm(`The group ${group} will have a hole. Type its name to go on: `, group))
  if (!sure) return { words: 'nothing was done', json: { outcome: 'not-confirmed' }, failed: true }
  const outcome = await views.skip(group)
  const words = {
    skipped: 'set aside; a server that runs goes on with the group within a second',
    'not-faulted': 'the group does not stand still',
    unreadable: 'this program cannot read the event: a newer one wrote it, or it was changed. Nothing was done',
    elsewhere: 'another process moved the group; look again',
  }[outcome]
  return { words, json: { outcome }, failed: outcome !== 'skipped' }
}
