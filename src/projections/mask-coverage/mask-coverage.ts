import type { Fact } from '../../application/ports/event-store.ts'
import type { ImageAssetCreated } from '../../domain/image-asset/image-asset-events.ts'
import { foldPage } from '../fold-page.ts'
import type { Projection } from '../projection.ts'
import type { MaskCoverageRow } from './mask-coverage-query.ts'

const handles: readonly ImageAssetCreated['type'][] = ['ImageAssetCreated']

const bucketCount = 20

/** How much of their pictures people repaint, by day, owner and character: the sums behind the histogram of the insights. */
export const maskCoverage: Projection<MaskCoverageRow> = {
  name: 'mask-coverage',
  version: 1,
  handles,
  keysOf: (event) => {
    const key = keyOf(event)
    return key === null ? [] : [key]
  },
  project: (page, rows) => foldPage<MaskCoverageRow, ImageAssetCreated>(page, rows, handles, addEdit, keyOf),
}

/** Only pictures that were made with a mask count. */
function keyOf(event: Fact): string | null {
  if (event.type !== 'ImageAssetCreated') return null
  const facts = event.data as ImageAssetCreated['data']
  if (facts.coveredPixels === undefined || facts.totalPixels === undefined || facts.totalPixels === 0) return null
  return `${dayOf(facts)}/${facts.ownerId}/${facts.characterId}`
}

function addEdit(row: MaskCoverageRow | undefined, { data, position }: Fact<ImageAssetCreated>): MaskCoverageRow {
  const { coveredPixels = 0, totalPixels = 0 } = data
  const before = row ?? emptyRow(data)
  const bucket = Math.min(bucketCount - 1, Math.floor((bucketCount * coveredPixels) / totalPixels))
  const tenth = String(Math.round((1000 * coveredPixels) / totalPixels))
  return {
    ...before,
    edits: before.edits + 1,
    coveredPixels: before.coveredPixels + coveredPixels,
    totalPixels: before.totalPixels + totalPixels,
    buckets: before.buckets.map((count, at) => (at === bucket ? count + 1 : count)),
    tenths: { ...before.tenths, [tenth]: (before.tenths[tenth] ?? 0) + 1 },
    position,
  }
}

function emptyRow(facts: ImageAssetCreated['data']): Omit<MaskCoverageRow, 'position'> {
  const day = dayOf(facts)
  const { ownerId: userId, characterId } = facts
  const counts = { edits: 0, coveredPixels: 0, totalPixels: 0, buckets: Array.from({ length: bucketCount }, () => 0), tenths: {} }
  return { id: `${day}/${userId}/${characterId}`, day, userId, characterId, ...counts }
}

const dayOf = ({ createdAt }: Pick<ImageAssetCreated['data'], 'createdAt'>): string => createdAt.slice(0, 10)
