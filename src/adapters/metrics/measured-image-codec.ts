import type { ImageCodec } from '../../application/ports/image-codec.ts'
import type { Meters } from './meters.ts'
import { timed } from './timed.ts'

/** The codec with every piece of its work timed, as whoever waits for it sees it. */
export function measuredImageCodec(codec: ImageCodec, meters: Meters): ImageCodec {
  const counted = <Answer>(op: keyof ImageCodec, act: () => Promise<Answer>): Promise<Answer> =>
    timed(meters.imaging.startTimer({ op }), act)
  return {
    ...codec,
    readMask: (...asked) => counted('readMask', () => codec.readMask(...asked)),
    areaOf: (...asked) => counted('areaOf', () => codec.areaOf(...asked)),
    engineInput: (...asked) => counted('engineInput', () => codec.engineInput(...asked)),
    cropOutput: (...asked) => counted('cropOutput', () => codec.cropOutput(...asked)),
    pasteBack: (...asked) => counted('pasteBack', () => codec.pasteBack(...asked)),
    cleanOutput: (...asked) => counted('cleanOutput', () => codec.cleanOutput(...asked)),
    normaliseUpload: (...asked) => counted('normaliseUpload', () => codec.normaliseUpload(...asked)),
    thumbnail: (...asked) => counted('thumbnail', () => codec.thumbnail(...asked)),
  }
}
