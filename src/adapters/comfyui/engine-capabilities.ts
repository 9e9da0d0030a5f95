import { plainNeed, type Capability, type EngineCapabilities, type WorkflowNeed } from '../../application/ports/image-engine.ts'
import { chooseWorkflow, type KnownBackend } from './choose-workflow.ts'
import type { Workflow } from './workflow.ts'

/** What a request may ask for, found out by asking for it: what is promised here and what is accepted later cannot part. */
export function engineCapabilities(workflows: readonly Workflow[], backends: readonly KnownBackend[]): EngineCapabilities {
  const told = (change: Partial<WorkflowNeed>): Capability => {
    const chosen = chooseWorkflow({ ...plainEdit, ...change }, workflows, backends)
    if (chosen.ok) return { can: true, why: [] }
    return { can: false, why: chosen.rejection.type === 'engine-cannot' ? chosen.rejection.missing : [strengthUnknown] }
  }
  return {
    generate: told({ kind: 'generate' }),
    edit: told({}),
    strength: told({ strength: 0.5 }),
    maskedArea: told({ maskedArea: { x: 256, y: 256, width: 256, height: 256 } }),
    reference: told({ kind: 'generate', referenceFace: true }),
  }
}

const strengthUnknown = 'no workflow here draws with a strength below 1'

const plainEdit = plainNeed('edit', { widthPx: 1024, heightPx: 1024 })
