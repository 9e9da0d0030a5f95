import type { ImageCodec } from '../../application/ports/image-codec.ts'
import { engineInput } from './engine-input.ts'
import { cleanOutput, cropOutput } from './engine-output.ts'
import { areaOf } from './part.ts'
import { pasteBack } from './paste-back.ts'
import { readMask } from './read-mask.ts'
import { thumbnail } from './thumbnail.ts'
import { normaliseUpload } from './upload.ts'

/** All that a child process can be asked for. */
export type ImagingWork = Omit<ImageCodec, 'close'>

export const imagingWork: ImagingWork = { readMask, areaOf, engineInput, cropOutput, pasteBack, cleanOutput, normaliseUpload, thumbnail }

/** One piece of work, as it travels to a child. */
export type ImagingTask = {
  [Act in keyof ImagingWork]: { readonly act: Act; readonly given: Parameters<ImagingWork[Act]> }
}[keyof ImagingWork]
