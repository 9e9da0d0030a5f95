import type { LucideIcon } from 'lucide-react'

/** Where an action counts. The topmost open scope and `global` listen to the keyboard; the others wait. */
export type Scope = 'global' | 'gallery' | 'viewer' | 'studio' | 'editor'

/**
 * One intent of a person, in one place: toolbar, menu, keyboard, help and tests read it from here. `Hands` is what the screen of its
 * scope can do.
 */
export type Action<Hands> = {
  readonly name: string
  readonly label: string
  readonly icon: LucideIcon
  /** Like `b`, `shift+i`, `mod+z`, `g s` (one after the other). `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys: readonly string[]
  /** Works while a text field has the focus. */
  readonly whileTyping?: true
  perform(hands: Hands): void
  /** For actions that last as long as their key is held. */
  readonly release?: (hands: Hands) => void
}
