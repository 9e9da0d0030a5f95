import type { FoundJob } from '../job/load-job.ts'
import type { Making } from '../ports/credential-signer.ts'
import type { Box } from '../ports/image-codec.ts'
import type { Storing } from './drive.ts'

/** The file that an edit was pasted into, and the box of all that could change of it. */
export type Pasted = { readonly source: Uint8Array; readonly region: Box }

/** What a job's picture may say of itself. */
export function makingOf(found: FoundJob, job: Storing, pasted: Pasted | null): Making {
  const { workflowId, workflowVersion, seed } = found.job.request.params
  const recipe = { engine: job.current.engine, workflow: workflowId, workflowVersion, seed }
  if (found.kind === 'generation') return { kind: 'generated', recipe }
  const { sourceAssetId, mask } = found.job.request
  if (pasted === null || mask === null) throw new Error('an edit was pasted without its source or its mask')
  return {
    kind: 'edited',
    parent: { assetId: sourceAssetId, png: pasted.source },
    recipe,
    mask: {
      sha256: mask.maskSha256,
      coveragePct: Math.round((1000 * mask.coveredPixels) / mask.totalPixels) / 10,
      region: pasted.region,
    },
  }
}
