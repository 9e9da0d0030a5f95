import type { EventStore } from '../src/application/ports/event-store.ts'

export type SeededFile = { readonly sha256: string; readonly bytes: number; readonly width: number; readonly height: number }

export function seedGallery(
  store: Pick<EventStore, 'append'>,
  gallery: {
    readonly ownerId: string
    readonly characterIds: readonly string[]
    readonly files: readonly SeededFile[]
    readonly count: number
    readonly untilMs?: number
    readonly everyMinutes?: number
    readonly onProgress?: (appended: number) => void
  },
): Promise<void>
