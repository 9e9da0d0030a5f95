import type { MaskEngine } from '../../mask-engine/mask-engine.ts'

/** Nothing can be put on the stage while a stroke is under way. */
export async function handAtRest(engine: Pick<MaskEngine, 'drawing' | 'subscribe'>): Promise<void> {
  while (engine.drawing())
    await new Promise<void>((rests) => {
      const stop = engine.subscribe(() => {
        stop()
        rests()
      })
    })
}
