import { Sparkles } from 'lucide-react'
import { text } from '../strings/en.ts'
import type { Action } from './action.ts'

export type StudioHands = { generate(): void }

export const studioActions = {
  generate: {
    name: 'generate',
    label: text.actions.studio.generate,
    icon: Sparkles,
    keys: ['mod+enter'],
    whileTyping: true,
    perform: (hands) => hands.generate(),
  },
} satisfies Record<string, Action<StudioHands>>
