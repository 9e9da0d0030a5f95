import { DatabaseUnavailable } from '../../application/ports/database-unavailable.ts'
import type { JobProgress, ListeningHub, ProgressHub } from '../../application/ports/progress-hub.ts'
import type { Log } from '../../application/ports/log.ts'
import { mostWordsBytes, type Database } from './database.ts'
import { namingOutages } from './naming-outages.ts'
import { isId } from './views/view-table.ts'

type Picture = Parameters<ProgressHub['publishPreview']>[2]
type Preview = Picture & { readonly rev: number }

/** What one process tells the others of a job: its latest word, or that it has ended. */
type Word = JobProgress | { readonly ended: string }

/** How often the others are told; of each job the latest word alone. */
const tellEveryMs = 100
/** Previews go through the database: of each job one a second is kept, and none that is larger than a preview ought to be. */
const leastPreviewGapMs = 1_000
const mostPreviewBytes = 512 * 1024

/**
 * The progress hub of a fleet: a worker's words reach the hubs of the other processes by NOTIFY, many in one; its previews lie in a table
 * until somebody asks. A word that is lost is made up for by the next; a process that starts in the middle hears from then on.
 */
export function fleetProgressHub(
  local: ListeningHub,
  { knex, hints }: Pick<Database, 'knex' | 'hints'>,
  log: Pick<Log, 'warn'>,
): ProgressHub {
  const untold = new Map<string, 'latest' | 'ended'>()
  const previews = previewTable(knex, log)
  let telling: NodeJS.Timeout | null = null

  const tell = (jobId: string, what: 'latest' | 'ended'): void => {
    untold.set(jobId, what)
    telling ??= setTimeout(() => {
      telling = null
      for (const words of packed([...untold].flatMap(wordOf))) hints.say(words)
      untold.clear()
    }, tellEveryMs).unref()
  }
  const wordOf = ([jobId, what]: readonly [string, 'latest' | 'ended']): readonly Word[] => {
    const latest = local.latest(jobId)
    if (what === 'ended') return [{ ended: jobId }]
    // Of a preview that is still on its way nobody is told.
    return latest === null ? [] : [{ ...latest, previewRev: previews.shown(jobId) ?? latest.previewRev }]
  }
  const hear = (words: string): void => {
    for (const word of unpacked(words)) {
      if ('ended' in word) {
        local.clear(word.ended)
        previews.forget(word.ended)
      } else local.hear(word)
    }
  }
  hints.onSaid(hear)

  return {
    subscribe: (ownerId, listener) => local.subscribe(ownerId, listener),
    latest: (jobId) => local.latest(jobId),
    publish(progress) {
      local.publish(progress)
      tell(progress.jobId, 'latest')
    },
    publishPreview(jobId, ownerId, picture) {
      local.publishPreview(jobId, ownerId, picture)
      const rev = local.latest(jobId)?.previewRev ?? 1
      previews.keep(jobId, { mime: picture.mime, bytes: new Uint8Array(picture.bytes), rev }, () => tell(jobId, 'latest'))
    },
    async latestPreview(jobId) {
      const own = await local.latestPreview(jobId)
      return own !== null && own.rev >= (local.latest(jobId)?.previewRev ?? 0) ? own : await previews.find(jobId)
    },
    clear(jobId) {
      local.clear(jobId)
      previews.remove(jobId)
      tell(jobId, 'ended')
    },
  }
}

/** As many words in one as a notification holds. */
function packed(words: readonly Word[]): readonly string[] {
  const packs: string[] = []
  let pack = ''
  for (const text of words.map((word) => JSON.stringify(word))) {
    if (pack !== '' && Buffer.byteLength(pack) + Buffer.byteLength(text) + 2 > mostWordsBytes) {
      packs.push(`[${pack}]`)
      pack = ''
    }
    pack = pack === '' ? text : `${pack},${text}`
  }
  return pack === '' ? packs : [...packs, `[${pack}]`]
}

/** Said by a process of this program; one of another version may say what we do not know, and is then not understood. */
function unpacked(words: string): readonly Word[] {
  try {
    const said: unknown = JSON.parse(words)
    return Array.isArray(said) ? said.filter(isWord) : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

const isWord = (word: unknown): word is Word =>
  typeof word === 'object' &&
  word !== null &&
  ('ended' in word
    ? typeof word.ended === 'string'
    : 'jobId' in word && typeof word.jobId === 'string' && 'ownerId' in word && 'progress' in word && 'previewRev' in word)

/** Previews on their way to the others. One write a job at a time; what comes meanwhile replaces what waits. */
function previewTable(knex: Database['knex'], log: Pick<Log, 'warn'>) {
  const waiting = new Map<string, { readonly preview: Preview; readonly saved: () => void }>()
  const writing = new Set<string>()
  /** Of jobs that this process runs: the newest preview that others can ask for. */
  const shown = new Map<string, number>()
  const quietly = quietlyTo(log)

  async function write(jobId: string): Promise<void> {
    const next = waiting.get(jobId)
    if (next === undefined || writing.has(jobId)) return
    waiting.delete(jobId)
    writing.add(jobId)
    const saved = await isSaved(jobId, next.preview)
    if (saved && shown.has(jobId)) {
      shown.set(jobId, next.preview.rev)
      next.saved()
    } else if (saved) {
      // The job ended meanwhile, and its row was taken away before this one came.
      await quietly(knex('fleet.previews').where({ job_id: jobId }).delete())
    }
    setTimeout(() => {
      writing.delete(jobId)
      void write(jobId)
    }, leastPreviewGapMs).unref()
  }

  const isSaved = (jobId: string, { rev, mime, bytes }: Preview): Promise<boolean> =>
    quietly(
      knex('fleet.previews')
        .insert({ job_id: jobId, rev, mime, picture: Buffer.from(bytes), saved_at: knex.raw('clock_timestamp()') })
        .onConflict('job_id')
        .merge(),
    )

  const { find } = namingOutages(
    {
      async find(jobId: string): Promise<Preview | null> {
        if (!isId(jobId)) return null
        const row = await knex('fleet.previews').where({ job_id: jobId }).first<PreviewRow | undefined>('rev', 'mime', 'picture')
        return row === undefined ? null : { rev: row.rev, mime: row.mime, bytes: new Uint8Array(row.picture) }
      },
    },
    (reason) => new DatabaseUnavailable(reason),
  )

  function forget(jobId: string): void {
    waiting.delete(jobId)
    shown.delete(jobId)
  }

  return {
    /** Of a job that another process has ended: that one takes its row away. */
    forget,
    shown: (jobId: string): number | undefined => shown.get(jobId),
    keep(jobId: string, preview: Preview, told: () => void): void {
      if (!shown.has(jobId)) shown.set(jobId, preview.rev - 1)
      if (preview.bytes.length > mostPreviewBytes) return
      waiting.set(jobId, { preview, saved: told })
      void write(jobId)
    },
    find,
    remove(jobId: string): void {
      forget(jobId)
      void quietly(knex('fleet.previews').where({ job_id: jobId }).delete())
    },
  }
}

/** Answers whether the work was done. */
const quietlyTo =
  (log: Pick<Log, 'warn'>) =>
  async (work: PromiseLike<unknown>): Promise<boolean> => {
    try {
      await work
      return true
    } catch (error) {
      log.warn('a preview could not be shared', { error: error instanceof Error ? error.name : 'unknown' })
      return false
    }
  }

type PreviewRow = { readonly rev: number; readonly mime: Preview['mime']; readonly picture: Uint8Array }
