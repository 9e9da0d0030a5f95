import type { Caller } from '../../application/use-cases.ts'
import type { Door } from './route.ts'
import type { Viewer } from './wire-image.ts'

export const viewerOf = (door: Door, caller: Caller): Viewer => ({
  publicUrl: door.config.publicUrl(),
  trashMs: door.config.trashMs,
  showNsfw: caller.user.preferences.showNsfw,
})
