import { Command } from 'commander'
import { columns, momentOf, say, streamOf, type EventDesk, type EsParts } from './es-desk.ts'

type Flags = { readonly json?: true; readonly texts?: true; readonly at: string }

const textsFlag = ['--texts', 'with what people wrote, which is left out otherwise'] as const
const jsonFlag = ['--json', 'print JSON'] as const
const atFlag = ['--at <moment>', 'as of a position, a time, or now', 'now'] as const

/** What happened to one thing, and what it was. */
export const historyCommands = (parts: EsParts): readonly Command[] => [show(parts), history(parts), asOf(parts), diff(parts)]

const show = (parts: EsParts): Command =>
  about('show', 'the events of a stream as they were stored', atFlag)
    .addHelpText('after', '\nExample:\n  npm run es -- show imageAsset-2f0c… --at 1200 --json')
    .action((name: string, flags: Flags) =>
      say(parts, flags.json === true, async (desk) => {
        const events = await eventsOf(desk, name, flags)
        const json = events.map(({ type, data, eventId, stream, revision, position, recordedAt, meta }) => ({
          position,
          stream,
          revision,
          eventId,
          type,
          recordedAt,
          meta,
          data,
        }))
        const words = json.map(
          ({ position, revision, recordedAt, type, data }) => `${position} r${revision} ${recordedAt} ${type}\n  ${JSON.stringify(data)}`,
        )
        return { words: words.join('\n'), json }
      }),
    )

const history = (parts: EsParts): Command =>
  about('history', 'what happened, in words: when, what, who, and on behalf of what', atFlag)
    .addHelpText('after', '\nExample:\n  npm run es -- history 2f0c… --texts')
    .action((name: string, flags: Flags) =>
      say(parts, flags.json === true, async (desk) => {
        const events = await eventsOf(desk, name, flags)
        const json = events.map(({ position, recordedAt, type, words, group, meta }) => ({
          position,
          recordedAt,
          type,
          ...words,
          group,
          ...meta,
        }))
        const lines = events.map(({ position, recordedAt, words, meta }) => [
          String(position),
          recordedAt,
          `${meta.actor.kind} ${meta.actor.id}`,
          words.text === '' ? words.title : `${words.title}: ${words.text}`,
        ])
        return { words: columns(lines), json }
      }),
    )

const asOf = (parts: EsParts): Command =>
  about('as-of', 'what a thing was at a moment, folded from its events')
    .argument('<moment>', 'a position of the log, a time, or now')
    .addHelpText('after', '\nExample:\n  npm run es -- as-of 2f0c… 2026-01-31T12:00:00Z')
    .action((name: string, moment: string, flags: Flags) =>
      say(parts, flags.json === true, async (desk) => {
        const json = await desk.log.stateAt(await streamOf(desk, name), momentOf(moment), flags.texts === true)
        return { words: `${json.stream}: ${json.status}\n${JSON.stringify(json.state, null, 2)}`, json }
      }),
    )

const diff = (parts: EsParts): Command =>
  about('diff', 'what changed in a thing between two moments')
    .argument('<from>', 'a moment')
    .argument('[to]', 'a later moment', 'now')
    .addHelpText('after', '\nExample:\n  npm run es -- diff 2f0c… 1200 1300')
    .action((name: string, from: string, to: string, flags: Flags) =>
      say(parts, flags.json === true, async (desk) => {
        const json = await desk.log.difference(await streamOf(desk, name), momentOf(from), momentOf(to), flags.texts === true)
        const lines = json.map((change) => [change.path, JSON.stringify(change.from), '→', JSON.stringify(change.to)])
        return { words: lines.length === 0 ? 'nothing changed' : columns(lines), json }
      }),
    )

/** A command about one thing, with the flags that all of them have behind those of its own. */
function about(name: string, description: string, ...own: readonly (typeof atFlag)[]): Command {
  const command = new Command(name).argument('<stream or id>').description(description)
  for (const flag of own) command.option(...flag)
  return command.option(...textsFlag).option(...jsonFlag)
}

const eventsOf = async (desk: EventDesk, name: string, { at, texts }: Flags) =>
  desk.log.history(await streamOf(desk, name), momentOf(at), texts === true)
