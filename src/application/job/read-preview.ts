import { ok, rejected } from '../../domain/decider.ts'
import { ownImage } from '../authority.ts'
import type { Ports } from '../ports/ports.ts'
import type { Caller, UseCases } from '../use-cases.ts'
import { loadJob, type FoundJob } from './load-job.ts'

/** The latest preview of a running job of one's own; an nsfw one only for those who opted in. */
export const readPreview =
  (ports: Ports): UseCases['readPreview'] =>
  async ({ jobId }, caller) => {
    const found = await loadJob(ports.eventStore, jobId)
    if (found === null || found.job.request.ownerId !== caller.user.id) return rejected({ type: 'not-found' })
    if (!caller.user.preferences.showNsfw && (await isNsfw(ports, found, caller))) return rejected({ type: 'not-found' })
    const preview = await ports.progressHub.latestPreview(jobId)
    return preview === null ? rejected({ type: 'not-found' }) : ok(preview)
  }

/** An edit inherits its source's flag; where the source is gone nobody can tell, so the preview stays hidden. */
async function isNsfw(ports: Ports, found: FoundJob, caller: Caller): Promise<boolean> {
  if (found.kind === 'generation') return found.job.request.studio.nsfw
  const source = await ownImage(ports.eventStore, found.job.request.sourceAssetId, caller.user.id)
  return !source.ok || source.value.facts.studio.nsfw
}
