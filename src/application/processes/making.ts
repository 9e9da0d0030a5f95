import type { MaskStored } from '../../domain/edit-job/edit-job-events.ts'
import type { FoundJob } from '../job/load-job.ts'
import type { Making } from '../ports/credential-signer.ts'
import type { Box } from '../ports/image-codec.ts'
import type { Storing } from './drive.ts'

/** What a job's picture may say of itself; `source` is the file that an edit was pasted into. */
export function makingOf(found: FoundJob, job: Storing, source: Uint8Array | null): Making {
  const { workflowId, workflowVersion, seed } = found.job.request.params
  const recipe = { engine: job.current.engine, workflow: workflowId, workflowVersion, seed }
  if (found.kind === 'generation') return { kind: 'generated', recipe }
  const { sourceAssetId, mask, params } = found.job.request
  if (source === null || mask === null) throw new Error('an edit was pasted without its source or its mask')
  return {
    kind: 'edited',
    parent: { assetId: sourceAssetId, png: source },
    recipe,
    mask: {
      sha256: mask.maskSha256,
      coveragePct: Math.round((1000 * mask.coveredPixels) / mask.totalPixels) / 10,
      region: regionOf(mask, params.growPx),
    },
  }
}

/** The mask's box with what was added around it, within the picture. */
function regionOf({ bbox, width, height }: MaskStored['data'], growPx: number): Box {
  const [x, y] = [Math.max(0, bbox.x - growPx), Math.max(0, bbox.y - growPx)]
  const [right, bottom] = [Math.min(width, bbox.x + bbox.width + growPx), Math.min(height, bbox.y + bbox.height + growPx)]
  return { x, y, width: right - x, height: bottom - y }
}
