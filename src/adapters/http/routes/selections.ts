import type { Accepted, Answer, Context } from '../../../application/use-cases.ts'
import type { BulkAnswer, BulkRequest } from '../contract/selection.ts'
import { bulkAnswer, bulkRequest, zipRequest } from '../contract/selection.ts'
import { settled } from '../read-your-writes.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { streamZip } from '../stream-zip.ts'

/** Changes that are under way at the same moment: enough to share appends, few enough to leave connections to others. */
const atOnce = 20

/** Many pictures at once, as the gallery marks them. */
export const selectionRoutes = (door: Door): readonly Route[] => [bulk(door), zip(door)]

const bulk = (door: Door): Route =>
  route({
    method: 'post',
    path: '/api/v1/images/bulk',
    access: 'write',
    rate: 'write',
    tag: 'Gallery',
    summary: 'Favourite, trash or restore up to 500 pictures, each for itself',
    body: bulkRequest,
    answers: { 200: { what: 'What became of each', schema: bulkAnswer } },
    handle: async ({ body: { ids, act }, context }) => {
      const outcomes = await changeAll([...new Set(ids)], (assetId) => changeOne(door, act, assetId, context))
      const headers = await settled(door, { position: latest(outcomes), replayed: false })
      return json(200, { results: outcomes.map(({ result }) => result) } satisfies BulkAnswer, headers)
    },
  })

const zip = (door: Door): Route =>
  route({
    method: 'post',
    path: '/api/v1/images/zip',
    access: 'read',
    rate: 'read',
    tag: 'Files',
    summary: 'Up to 500 pictures as one zip; one that may not be seen refuses the whole',
    body: zipRequest,
    answers: { 200: { what: 'A zip of PNG files', mime: 'application/zip' } },
    handle: async ({ body, caller }) => {
      const downloads = await door.useCases.listDownloads({ assetIds: [...new Set(body.ids)] }, caller)
      if (!downloads.ok) return refuse(downloads.rejection)
      return { kind: 'stream', start: (response) => streamZip(door, caller, downloads.value, response) }
    },
  })

type Outcome = { readonly result: BulkAnswer['results'][number]; readonly position: bigint }

async function changeAll(ids: readonly string[], change: (id: string) => Promise<Outcome>): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (let done = 0; done < ids.length; done += atOnce) {
    outcomes.push(...(await Promise.all(ids.slice(done, done + atOnce).map(change))))
  }
  return outcomes
}

async function changeOne(door: Door, act: BulkRequest['act'], assetId: string, context: Context): Promise<Outcome> {
  const answer = await tell(door, act, assetId, context)
  return answer.ok
    ? { result: { id: assetId, done: true, code: null }, position: answer.value.position }
    : { result: { id: assetId, done: false, code: answer.rejection.type }, position: 0n }
}

function tell({ useCases }: Door, act: BulkRequest['act'], assetId: string, context: Context): Answer<Accepted> {
  switch (act) {
    case 'favourite':
    case 'unfavourite':
      return useCases.favouriteImage({ assetId, favourite: act === 'favourite' }, context)
    case 'trash':
      return useCases.trashImage({ assetId }, context)
    case 'restore':
      return useCases.restoreImage({ assetId }, context)
  }
}

const latest = (outcomes: readonly Outcome[]): bigint =>
  outcomes.reduce((furthest, { position }) => (position > furthest ? position : furthest), 0n)
