/** The only place that knows where the worker's file is. */
export const openMaskPngWorker = (): Worker =>
  new Worker(new URL('../../mask-engine/mask-png.worker.ts', import.meta.url), { type: 'module' })
