import { isLive, type Job } from '../../api/jobs.ts'
import type { GallerySearch } from '../../ui/search.ts'

/** Filters that a job can be held against before its picture is there. */
const judged: ReadonlySet<string> = new Set(['character', 'kind'])
const kinds = { generation: 'generated', edit: 'edited' } as const

/** The jobs whose pictures will stand at the head of this gallery, the latest first. */
export function comingIn(jobs: readonly Job[], search: GallerySearch): readonly Job[] {
  if (Object.keys(search).some((name) => !judged.has(name))) return []
  const { character, kind } = search
  return jobs.filter(
    (job) => isLive(job) && (character === undefined || job.characterId === character) && (kind === undefined || kinds[job.kind] === kind),
  )
}
