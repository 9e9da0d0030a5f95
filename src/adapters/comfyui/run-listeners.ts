import type { RunHint } from '../../application/ports/image-engine.ts'
import type { FrameNews } from './frames.ts'
import type { Stages } from './stages.ts'

type Listener = (hint: RunHint) => void

/** Who listens to which run, and what is known of those runs. */
export type RunListeners = {
  add(promptId: string, listener: Listener): void
  remove(promptId: string, listener: Listener): void
  /** What the nodes of a listened-to run mean, so that its listeners can be told what it is at. */
  knowStages(promptId: string, stages: Stages): void
  tell(news: FrameNews): void
  isEmpty(): boolean
  clear(): void
}

type Heard = { readonly listeners: Set<Listener>; stages: Stages }

export function runListeners(): RunListeners {
  const runs = new Map<string, Heard>()
  return {
    add: (promptId, listener) => {
      const run = runs.get(promptId) ?? { listeners: new Set(), stages: new Map() }
      run.listeners.add(listener)
      runs.set(promptId, run)
    },
    remove: (promptId, listener) => {
      const run = runs.get(promptId)
      run?.listeners.delete(listener)
      if (run?.listeners.size === 0) runs.delete(promptId)
    },
    knowStages: (promptId, stages) => {
      const run = runs.get(promptId)
      if (run !== undefined) run.stages = stages
    },
    tell: ({ promptId, node, hint }) => {
      const run = promptId === null ? undefined : runs.get(promptId)
      if (run === undefined) return
      const stage = node === undefined ? undefined : run.stages.get(node)
      const told = stage === undefined ? hint : ({ kind: 'stage', stage } as const)
      if (told !== null) for (const listener of run.listeners) listener(told)
    },
    isEmpty: () => runs.size === 0,
    clear: () => runs.clear(),
  }
}
