import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** Of a row of pictures. */
export const rowLimitsPx = { least: 140, most: 420 } as const

/** How large somebody likes the pictures. Kept in this browser: whoever comes back from a picture finds the gallery as it was left. */
type GalleryPrefs = { readonly rowPx: number }

export const useGalleryPrefs = create<GalleryPrefs>()(
  persist(() => ({ rowPx: 264 }), { name: 'persona-gallery', version: 1, merge: (stored, now) => ({ ...now, ...readPrefs(stored) }) }),
)

/** Declared, not assigned: what is stored is read while this file is still being run. */
function readPrefs(stored: unknown): Partial<GalleryPrefs> {
  if (typeof stored !== 'object' || stored === null || !('rowPx' in stored)) return {}
  const { rowPx } = stored
  return typeof rowPx === 'number' && rowPx >= rowLimitsPx.least && rowPx <= rowLimitsPx.most ? { rowPx } : {}
}
