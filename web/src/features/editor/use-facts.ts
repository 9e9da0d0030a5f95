import { useSyncExternalStore } from 'react'
import type { MaskFacts } from '../../mask-engine/mask-core.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'

/** What is known of the mask in words. Changes with finished strokes only: React sleeps while the hand moves. */
export const useFacts = (engine: MaskEngine): MaskFacts => useSyncExternalStore(engine.subscribe, engine.facts)
