import { existsSync, readFileSync, statSync } from 'node:fs'
import { z } from 'zod'
import type { Log } from '../../application/ports/log.ts'
import type { Result } from '../../domain/decider.ts'

/** One ComfyUI server as the operator has configured it. */
export type Pod = {
  /** Our name of it, as it appears in events, logs and answers. */
  readonly backendId: string
  /** http or https; a login in it travels as a header; a path is kept in front. Never logged. */
  readonly url: string
  /** Share of the work, 1 when absent: a pod of weight 2 may have twice the queue of one of weight 1 before the other is taken. */
  readonly weight?: number
  /** Others use it too: their runs must not be hurt by our interrupts. */
  readonly shared: boolean
  /** It ends what it has and is given nothing new. */
  readonly drain?: boolean
  /** Sent with every request, for pods behind a sign-in. Never logged. */
  readonly headers?: Readonly<Record<string, string>>
}

const podSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, 'expected 1 to 40 letters, digits, _ or -'),
  url: z.url({ protocol: /^https?$/, error: 'expected an http or https address' }),
  weight: z.number().min(0.1).max(100).default(1),
  shared: z.boolean().default(false),
  drain: z.boolean().default(false),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'expected the name of a header'), z.string().regex(/^[\x20-\x7e]{0,4000}$/))
    .default({}),
})
const podsSchema = z.array(podSchema).min(1, 'expected at least one pod').max(100)

/** A pods file that cannot be read or does not hold; the message lists what is wrong, without values. */
export class PodsFileInvalid extends Error {
  override readonly name = 'PodsFileInvalid'
}

export type ConfiguredPods = { readonly backends: readonly Pod[]; readonly isDrained?: (backendId: string) => boolean }

/** The pods of an installation, from its list of addresses or its pods file; null when neither is set. Throws `PodsFileInvalid`. */
export function configuredPods(urls: readonly string[] | null, podsFile: string | null, log: Log): ConfiguredPods | null {
  if (podsFile === null) return urls === null ? null : { backends: podsOfUrls(urls) }
  if (!existsSync(podsFile)) throw new PodsFileInvalid('COMFYUI_PODS_FILE: there is no such file')
  const told = podsOfText(readFileSync(podsFile, 'utf8'))
  if (!told.ok) throw new PodsFileInvalid(`COMFYUI_PODS_FILE does not hold:\n${told.rejection.map((fault) => `  ${fault}`).join('\n')}`)
  return { backends: told.value, isDrained: drainFlags(podsFile, told.value, log) }
}

/** Pods that were only given as addresses, named in their order. */
export const podsOfUrls = (urls: readonly string[]): readonly Pod[] =>
  urls.map((url, index) => ({ backendId: `pod-${index + 1}`, url, shared: false }))

/** The pods of a pods file, or what is wrong with it: places and expectations, never values, for addresses and headers hold secrets. */
export function podsOfText(text: string): Result<readonly Pod[], readonly string[]> {
  const parsed = podsSchema.safeParse(jsonOf(text))
  if (!parsed.success)
    return { ok: false, rejection: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`) }
  const ids = parsed.data.map((pod) => pod.id)
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  if (twice.length > 0) return { ok: false, rejection: twice.map((id) => `${id}: two pods have this id`) }
  return { ok: true, value: parsed.data.map(({ id, url, ...rest }) => ({ backendId: id, url: url.replace(/\/+$/, ''), ...rest })) }
}

/**
 * Whether a pod shall be given nothing new, by what its pods file says now: the one setting that is read again while the program runs,
 * because a pod is drained to be restarted and the Studio should not have to be. A file that broke meanwhile changes nothing.
 */
export function drainFlags(file: string, pods: readonly Pod[], log: Log): (backendId: string) => boolean {
  let drained = drainedIn(pods)
  let readAt = changedAt(file)
  return (backendId) => {
    const now = changedAt(file)
    if (now !== readAt) {
      readAt = now
      const told = now === null ? null : podsOfText(readFileSync(file, 'utf8'))
      if (told?.ok === true) drained = drainedIn(told.value)
      else log.warn('the pods file cannot be read any more; what it said before holds')
    }
    return drained.has(backendId)
  }
}

const drainedIn = (pods: readonly Pod[]): ReadonlySet<string> => new Set(pods.filter((pod) => pod.drain).map((pod) => pod.backendId))

const changedAt = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
