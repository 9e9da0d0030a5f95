// Asking for pictures, and what became of what was asked for.
import { randomUUID } from 'node:crypto'
import { demoCharacter } from '../dist/src/adapters/cli/studio-client.js'

const form = { scene: 'beach_day', environment: 'beach', outfit: 'summer dress', aspectRatio: '1:1', qualityMode: 'draft', nsfw: false }

export const makeCharacter = async (client) => (await client.post('/api/v1/characters', demoCharacter, randomUUID())).id

/** Asks for one picture; answers the job's id. A repeat under the same key is the same job. */
export const askForPicture = async (client, characterId, seed) =>
  (await client.post('/image/generate/studio', { characterId, ...form, seed }, randomUUID())).promptId

/** Polls until the job has ended; answers its pictures, or throws when it failed or what was said does not fit. */
export async function picturesOf(client, jobId, everyMs = 200) {
  for (;;) {
    const { status, images, error } = await client.get(`/image/comfyui/${jobId}/results`)
    if (status === 'failed') throw new Error(`a job failed: ${JSON.stringify(error)}`)
    if (status === 'completed') return images
    if (images.length > 0) throw new Error(`${status} with ${images.length} pictures`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}

/**
 * How many accepted jobs have no picture in the gallery, and how many pictures are too many: more than one of a job, or of a job that
 * nobody was told of, unless its request was given up on (`unanswered`).
 */
export async function lostAndDuplicate(client, characterId, accepted, unanswered) {
  const jobIds = []
  for (let cursor = ''; ;) {
    const page = await client.get(
      `/image-gallery/characters/${characterId}/images?limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    jobIds.push(...page.images.map(({ jobId }) => jobId))
    if (page.nextCursor === null || page.nextCursor === undefined) break
    cursor = page.nextCursor
  }
  const found = new Set(jobIds)
  const strangers = [...found].filter((jobId) => !accepted.includes(jobId)).length
  return {
    lost: accepted.filter((jobId) => !found.has(jobId)).length,
    duplicate: jobIds.length - found.size + Math.max(0, strangers - unanswered),
  }
}

/**
 * How fast a fleet takes requests and brings them to their pictures, on an engine that takes no time: `jobs` of them, `atOnce` being asked
 * for at a time. From the first request to the last picture.
 */
export async function benchJobs({ client, jobs, atOnce }) {
  const characterId = await makeCharacter(client)
  await picturesOf(client, await askForPicture(client, characterId, 0))
  const [acceptMs, accepted] = [[], []]
  const startedAt = performance.now()
  let next = 1
  const asker = async () => {
    while (next <= jobs) {
      const askedAt = performance.now()
      accepted.push(await askForPicture(client, characterId, next++))
      acceptMs.push(performance.now() - askedAt)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, asker))
  // One look at a time: hundreds of people who look are what the bench of polls measures.
  let pictures = 0
  for (const jobId of accepted) pictures += (await picturesOf(client, jobId, 50)).length
  if (pictures !== jobs) throw new Error(`${jobs} jobs made ${pictures} pictures`)
  return { jobsPerSecond: (jobs * 1_000) / (performance.now() - startedAt), acceptMs, accepted }
}

/** The value below which the share `part` of the figures lies. */
export function quantile(figures, part) {
  const sorted = [...figures].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}
