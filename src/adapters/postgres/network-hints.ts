import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import pg from 'pg'
import type { Log } from '../../application/ports/log.ts'
import type { HintChannel, Hints } from './database.ts'
import { localHints } from './local-hints.ts'

const debounceMs = 25
const keepAliveMs = 30_000
const longestPauseMs = 10_000
const channels: readonly HintChannel[] = ['es_events', 'es_tasks', 'rm_views']
const saying = 'fleet_words'

/**
 * Hints between processes by LISTEN and NOTIFY. The notification leaves on a connection of the pool after the writer's commit, at most
 * once in 25 ms a channel: inside the writer's transaction it would make all commits wait for each other.
 */
export function networkHints(url: string, knex: Knex, log: Pick<Log, 'warn'>): Hints & { close(): Promise<void> } {
  const local = localHints()
  const origin = randomUUID()
  const waiting = new Map<HintChannel, NodeJS.Timeout>()
  const saidTo = new Set<(words: string) => void>()
  let ear: Ear | null = null

  async function notify(channel: HintChannel | typeof saying, payload: string): Promise<void> {
    try {
      await knex.raw('select pg_notify(?, ?)', [channel, payload])
    } catch (error) {
      log.warn('a hint was not sent', { error: String(error) })
    }
  }

  async function hint(channel: HintChannel): Promise<void> {
    clearTimeout(waiting.get(channel))
    waiting.delete(channel)
    await notify(channel, origin)
  }

  const hearing = (): void => {
    ear ??= listen(url, log, {
      // Our own come back too; those were told at once.
      heard: (from, payload) => (payload === origin ? undefined : local.send(from)),
      said: (payload) => {
        const [from, words] = splitOnce(payload)
        if (from !== origin) for (const listener of [...saidTo]) listener(words)
      },
      connected: local.sendAll,
    })
  }

  return {
    send(channel) {
      local.send(channel)
      if (waiting.has(channel)) return
      waiting.set(channel, setTimeout(() => void hint(channel), debounceMs).unref())
    },
    on(channel, listener) {
      hearing()
      return local.on(channel, listener)
    },
    say: (words) => void notify(saying, `${origin} ${words}`),
    onSaid(listener) {
      hearing()
      const own = (words: string): void => listener(words)
      saidTo.add(own)
      return () => void saidTo.delete(own)
    },
    async close() {
      // What was handed back at the last moment need not wait for somebody's next look.
      await Promise.all([...waiting.keys()].map(hint))
      await ear?.close()
    },
  }
}

function splitOnce(text: string): readonly [string, string] {
  const at = text.indexOf(' ')
  return [text.slice(0, at), text.slice(at + 1)]
}

type Ear = { close(): Promise<void> }
type Heard = { heard(channel: HintChannel, payload: string): void; said(payload: string): void; connected(): void }

/** A connection of its own that listens, is asked something every 30 s (a dead line is otherwise silent for ever) and comes back by itself. */
function listen(url: string, log: Pick<Log, 'warn'>, told: Heard): Ear {
  let closed = false
  let pauseMs = 100
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | null = null

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'persona-studio hints',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      // Asked over a line that died without a word, the question too would wait for a quarter of an hour.
      query_timeout: 10_000,
    })
    client = fresh
    fresh.on('error', () => lost(fresh))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ channel, payload }) => {
      if (channel === saying) return told.said(payload ?? '')
      const known = channels.find((name) => name === channel)
      if (known !== undefined) told.heard(known, payload ?? '')
    })
    try {
      await fresh.connect()
      for (const channel of [...channels, saying]) await fresh.query(`listen ${channel}`)
    } catch (error) {
      log.warn('listening for hints failed', { error: String(error) })
      return lost(fresh)
    }
    pauseMs = 100
    // Listen, then read: what was committed while nobody listened is found by looking once more.
    told.connected()
    keepAlive(fresh)
  }

  function keepAlive(of: pg.Client): void {
    timer = setTimeout(() => {
      of.query('select 1').then(
        () => (client === of ? keepAlive(of) : undefined),
        () => lost(of),
      )
    }, keepAliveMs).unref()
  }

  function lost(which: pg.Client): void {
    if (client !== which || closed) return
    client = null
    if (timer !== null) clearTimeout(timer)
    which.end().catch((error: unknown) => log.warn('a lost connection did not close', { error: String(error) }))
    timer = setTimeout(() => void connect(), pauseMs).unref()
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  void connect()
  return {
    async close() {
      closed = true
      if (timer !== null) clearTimeout(timer)
      await client?.end()
    },
  }
}
