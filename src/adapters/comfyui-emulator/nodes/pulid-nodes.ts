import type { Picture } from '../pixels.ts'
import { only, valueOf } from './node-class.ts'
import type { NodeClass, Value } from './node-class.ts'

/** Custom nodes of a profile that has them: a face goes along with the model, and a picture of one colour shows none. */
export const pulidNodes: Readonly<Record<string, NodeClass>> = {
  PulidFluxModelLoader: () => only({ kind: 'pulid' }),
  PulidFluxInsightFaceLoader: () => only({ kind: 'pulid' }),
  PulidFluxEvaClipLoader: () => only({ kind: 'pulid' }),
  PulidFluxOptions: () => only({ kind: 'pulid' }),
  ApplyPulidFlux: (inputs) => {
    const model = valueOf(inputs, 'model', 'model')
    const [face = null] = valueOf(inputs, 'image', 'image').pictures.filter(showsFace)
    // As the real one: without a face the model stays as it was, and the run ends well.
    return only(face === null ? model : { ...model, face })
  },
  PulidFluxFaceDetector: (inputs) => {
    const faces: Value = { kind: 'image', pictures: valueOf(inputs, 'image', 'image').pictures.filter(showsFace) }
    return { values: [faces, faces, faces] }
  },
}

const showsFace = ({ rgb }: Picture): boolean => rgb.some((value, at) => value !== rgb[at % 3])

/** Of the shorter side. */
const medallionShare = 0.2

/** The reference, small in the lower right corner: a preview draws no likeness, but shows which face it was given. */
export function withFace(picture: Picture, face: Picture | null): Picture {
  if (face === null) return picture
  const sidePx = Math.round(Math.min(picture.widthPx, picture.heightPx) * medallionShare)
  const rgb = picture.rgb.slice()
  for (let y = 0; y < sidePx; y++) {
    for (let x = 0; x < sidePx; x++) {
      const from = (Math.floor((y * face.heightPx) / sidePx) * face.widthPx + Math.floor((x * face.widthPx) / sidePx)) * 3
      const to = ((picture.heightPx - sidePx + y) * picture.widthPx + picture.widthPx - sidePx + x) * 3
      rgb.set(face.rgb.subarray(from, from + 3), to)
    }
  }
  return { ...picture, rgb }
}
