import type { Painter } from '../painter-port.ts'
import { spriteFile } from './draw-sprite.ts'
import { paintEdit } from './paint-edit.ts'
import { paintPortrait } from './paint-portrait.ts'
import { spriteIndex } from './sprite-index.ts'

export type PainterParts = {
  /** Folder of one WebP per emoji, named by its code points (`1f34c.webp`). */
  readonly spritesDir: string
  /** Emoji → its name and keywords, as emojilib tells them. */
  readonly library: Readonly<Record<string, readonly string[]>>
}

/** Draws what a trained model would: illustrated portraits, and edits of pictures. The same request gives the same bytes. */
export function createPainter({ spritesDir, library }: PainterParts): Painter {
  const sprites = { dir: spritesDir, index: spriteIndex(library, (emoji) => spriteFile(spritesDir, emoji) !== null) }
  return {
    async paint(request) {
      const { prompt, seed, widthPx: width, heightPx: height } = request
      if (request.kind === 'portrait') return { rgb: (await paintPortrait({ prompt, seed, width, height }, spritesDir)).rgb }
      const painted = await paintEdit({ picture: { width, height, rgb: request.rgb }, hole: request.mask, prompt, seed }, sprites)
      return { rgb: painted.rgb }
    },
    async close() {},
  }
}
