import type { DrawingStage } from '../../application/ports/progress-hub.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'

/** What a run is at when it executes a node, by node id. */
export type Stages = ReadonlyMap<string, DrawingStage>

const kinds: readonly (readonly [RegExp, DrawingStage])[] = [
  [/^Save|^Preview/, 'saving'],
  [/^LoadImage|TextEncode|^FluxGuidance|Conditioning|Pulid/, 'reading'],
  [/Loader|^Load/, 'loading'],
  [/^KSampler|SamplerCustom/, 'drawing'],
  [/^VAEDecode|^ImageScale|^ImageComposite/, 'finishing'],
]

/** Nodes of kinds that say nothing to a person are left out: the stage before goes on. */
export function stagesOf(workflowText: string): Stages {
  const graph = parseLenientJson(workflowText)
  if (!isRecord(graph)) return new Map()
  return new Map(
    Object.entries(graph).flatMap(([id, node]) => {
      const name = isRecord(node) && typeof node['class_type'] === 'string' ? node['class_type'] : ''
      const kind = kinds.find(([pattern]) => pattern.test(name))
      return kind === undefined ? [] : [[id, kind[1]] as const]
    }),
  )
}
