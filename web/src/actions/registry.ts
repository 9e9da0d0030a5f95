import type { Action, Scope } from './action.ts'
import { editorActions, toolActions } from './editor-actions.ts'
import { galleryActions } from './gallery-actions.ts'
import { globalActions } from './global-actions.ts'
import { studioActions } from './studio-actions.ts'
import { viewerActions } from './viewer-actions.ts'

type Known = Pick<Action<never>, 'name' | 'label' | 'icon' | 'keys'>

/** Every action of every scope: what the help shows and what the conflict test reads. */
export const registry: Readonly<Record<Scope, readonly Known[]>> = {
  global: Object.values(globalActions),
  studio: Object.values(studioActions),
  gallery: Object.values(galleryActions),
  viewer: Object.values(viewerActions),
  editor: [...Object.values(toolActions), ...Object.values(editorActions)],
}
