import type { Brush } from './brush.ts'
import type { Blend } from './plane.ts'

export type StageTool = {
  readonly kind: 'stroke' | 'rectangle' | 'ellipse' | 'lasso' | 'polygon' | 'wand' | 'pan'
  readonly brush: Brush
  readonly blend: Blend
}
