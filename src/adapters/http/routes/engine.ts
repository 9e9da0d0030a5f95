import type { EngineReport } from '../../../application/ports/image-engine.ts'
import { engine } from '../contract/engine.ts'
import type { Door, Route } from '../route.ts'
import { json, route } from '../route.ts'

export const engineRoutes = (door: Door): readonly Route[] => [
  route({
    method: 'get',
    path: '/api/v1/engine',
    access: 'read',
    rate: 'read',
    tag: 'Engine',
    summary: 'What the engine can do and what is missing, in words',
    answers: { 200: { what: 'The engine', schema: engine } },
    handle: async () => {
      const report = await door.useCases.engineReport()
      return json(200, { ...report, summary: summaryOf(report) })
    },
  }),
]

function summaryOf({ engine: kind, backends }: EngineReport): string {
  const reachable = backends.filter((backend) => backend.reachable)
  if (reachable.length === 0) return 'No engine can be reached at the moment. Jobs are accepted and wait.'
  if (kind === 'preview')
    return 'The built-in preview engine draws: quick illustrations that show the whole path, not pictures of a trained model.'
  const missing = new Set(reachable.flatMap((backend) => backend.missing)).size
  const all = `${reachable.length} of ${backends.length} ComfyUI ${backends.length === 1 ? 'server' : 'servers'} can be reached`
  return missing === 0 ? `${all} and nothing is missing.` : `${all}; ${missing} ${missing === 1 ? 'thing is' : 'things are'} missing.`
}
