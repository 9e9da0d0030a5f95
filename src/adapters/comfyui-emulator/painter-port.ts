/** One picture to draw. Planes are row-major; `rgb` has 3 bytes a pixel, `mask` one. */
export type PaintRequest =
  | {
      readonly kind: 'portrait'
      readonly prompt: string
      readonly negativePrompt: string
      readonly seed: number
      readonly widthPx: number
      readonly heightPx: number
    }
  | {
      readonly kind: 'inpaint'
      readonly prompt: string
      readonly negativePrompt: string
      readonly seed: number
      readonly widthPx: number
      readonly heightPx: number
      readonly rgb: Uint8Array
      /** 255 = draw here, 0 = leave alone. */
      readonly mask: Uint8Array
    }

export type Painting = {
  /** As large as asked for, 3 bytes a pixel. */
  readonly rgb: Uint8Array
  /** A small JPEG of the same picture, for the frames that show progress. Made from `rgb` when left out. */
  readonly preview?: Uint8Array
}

/** What stands in for the trained model. The same request gives the same picture. Throws when it cannot draw. */
export interface Painter {
  paint(request: PaintRequest): Promise<Painting>
  close(): Promise<void>
}

/** The messages between `workerPainter` and the worker file: one answer per request, told apart by `id`. */
export type PainterQuestion = { readonly id: number; readonly request: PaintRequest }
export type PainterAnswer = { readonly id: number; readonly painting: Painting } | { readonly id: number; readonly error: string }
