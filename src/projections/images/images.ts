import type { Fact } from '../../application/ports/event-store.ts'
import { unreachable } from '../../domain/decider.ts'
import type { ImageAssetCreated, ImageAssetEvent } from '../../domain/image-asset/image-asset-events.ts'
import { subjectOf } from '../fold-page.ts'
import type { Projection } from '../projection.ts'
import { imageCounts } from './image-counts.ts'
import type { ImageRow } from './images-query.ts'

const handles: readonly ImageAssetEvent['type'][] = [
  'ImageAssetCreated',
  'ImageAssetFavourited',
  'ImageAssetUnfavourited',
  'ImageAssetDeleted',
  'ImageAssetRestored',
  'ImageAssetErased',
]

/** Every picture with its recipe and its ancestry, one row each. */
export const images: Projection<ImageRow> = {
  name: 'images',
  version: 3,
  handles,
  keysOf: (event) => {
    const parent = isImageEvent(event) && event.type === 'ImageAssetCreated' ? event.data.parentAssetId : undefined
    return [subjectOf(event), ...(parent === undefined ? [] : [parent])]
  },
  relatedTo: ({ sourceImageId }) => (sourceImageId === null ? [] : [sourceImageId]),
  counting: imageCounts,
  project: foldFamilies,
}

const known: ReadonlySet<string> = new Set(handles)
const isImageEvent = (event: Fact): event is Fact<ImageAssetEvent> => known.has(event.type)

/** A row that this page has made or copied: others would see a change in the rows that came in. */
type OwnRow = { -readonly [Field in keyof ImageRow]: ImageRow[Field] }

/**
 * Each event into the row of its picture and, where that came or went by it, into the number of edits of its parent. A row is copied once a
 * page and then written to: a copy for each event was a sixth of what a rebuild took.
 */
function foldFamilies(page: readonly Fact[], rows: ReadonlyMap<string, ImageRow>): ReadonlyMap<string, ImageRow> {
  const changed = new Map<string, OwnRow>()
  const rowOf = (id: string): ImageRow | undefined => changed.get(id) ?? rows.get(id)
  const keep = (row: OwnRow): OwnRow => {
    changed.set(row.id, row)
    return row
  }
  const ownOf = (row: ImageRow): OwnRow => changed.get(row.id) ?? keep({ ...row })
  for (const event of page) {
    if (!isImageEvent(event)) continue
    const before = rowOf(subjectOf(event))
    // It is in the row already: a page that comes twice changes nothing.
    if (before !== undefined && event.position <= before.position) continue
    const wasThere = isThere(before)
    const row = event.type === 'ImageAssetCreated' ? keep(created(event.data, event.position)) : before
    if (row === undefined || row.erased) continue
    if (event.type !== 'ImageAssetCreated') turn(ownOf(row), event)
    const step = Number(isThere(rowOf(row.id))) - Number(wasThere)
    const parent = step === 0 || row.sourceImageId === null ? undefined : rowOf(row.sourceImageId)
    if (parent !== undefined) Object.assign(ownOf(parent), { edits: parent.edits + step, position: event.position })
  }
  return changed
}

const withoutWords = { prompt: null, userPrompt: null, negativePrompt: null, editPrompt: null, outfit: '' } as const

const isThere = (row: ImageRow | undefined): boolean => row !== undefined && row.deletedAt === null && !row.erased

function turn(row: OwnRow, event: Fact<Exclude<ImageAssetEvent, ImageAssetCreated>>): void {
  row.position = event.position
  switch (event.type) {
    case 'ImageAssetFavourited':
      row.favourite = true
      return
    case 'ImageAssetUnfavourited':
      row.favourite = false
      return
    case 'ImageAssetDeleted':
      row.deletedAt = event.data.deletedAt
      return
    case 'ImageAssetRestored':
      row.deletedAt = null
      return
    case 'ImageAssetErased':
      Object.assign(row, { ...withoutWords, favourite: false, erased: true })
      return
    default:
      unreachable(event)
  }
}

function created(facts: ImageAssetCreated['data'], position: bigint): ImageRow {
  const { studio, params } = facts
  return {
    id: facts.assetId,
    characterId: facts.characterId,
    userId: facts.ownerId,
    sha256: facts.sha256,
    bytes: facts.bytes,
    width: facts.width,
    height: facts.height,
    prompt: facts.prompt,
    userPrompt: facts.userPrompt,
    negativePrompt: facts.negativePrompt,
    editPrompt: facts.editPrompt,
    seed: params?.seed ?? null,
    scene: studio.scene,
    environment: studio.environment,
    outfit: studio.outfit,
    aspectRatio: studio.aspectRatio,
    qualityMode: studio.qualityMode,
    nsfw: studio.nsfw,
    sourceImageId: facts.parentAssetId ?? null,
    rootImageId: facts.rootAssetId,
    ancestors: facts.ancestors,
    depth: facts.ancestors.length,
    editType: facts.origin === 'edited' ? 'inpaint' : null,
    maskSha256: facts.maskSha256 ?? null,
    coveredPixels: facts.coveredPixels ?? null,
    totalPixels: facts.totalPixels ?? null,
    maskCoveragePct: coveragePct(facts.coveredPixels, facts.totalPixels),
    origin: facts.origin,
    engine: facts.engine,
    workflow: params?.workflowId ?? null,
    params,
    jobId: facts.jobId ?? null,
    outputIndex: facts.outputIndex ?? null,
    favourite: false,
    edits: 0,
    createdAt: facts.createdAt,
    deletedAt: null,
    erased: false,
    position,
  }
}

/** One decimal, from the two integers, so that no float is ever stored in an event. */
function coveragePct(covered: number | undefined, total: number | undefined): number | null {
  return covered === undefined || total === undefined || total === 0 ? null : Math.round((1000 * covered) / total) / 10
}
