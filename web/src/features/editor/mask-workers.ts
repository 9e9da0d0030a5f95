// The only place that knows where the workers' files are.

export const openMaskPngWorker = (): Worker =>
  new Worker(new URL('../../mask-engine/mask-png.worker.ts', import.meta.url), { type: 'module' })

export const openSoftEdgeWorker = (): Worker =>
  new Worker(new URL('../../mask-engine/soft-edge.worker.ts', import.meta.url), { type: 'module' })
