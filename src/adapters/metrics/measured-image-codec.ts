import type { ImageCodec } from '../../application/ports/image-codec.ts'
import type { Meters } from './meters.ts'

/** The codec with every piece of its work timed, as whoever waits for it sees it. */
export function measuredImageCodec(codec: ImageCodec, meters: Meters): ImageCodec {
  async function timed<Answer>(op: keyof ImageCodec, act: () => Promise<Answer>): Promise<Answer> {
    const end = meters.imaging.startTimer({ op })
    try {
      const answer = await act()
      end({ result: 'ok' })
      return answer
    } catch (error) {
      end({ result: 'error' })
      throw error
    }
  }
  return {
    ...codec,
    readMask: (...asked) => timed('readMask', () => codec.readMask(...asked)),
    areaOf: (...asked) => timed('areaOf', () => codec.areaOf(...asked)),
    engineInput: (...asked) => timed('engineInput', () => codec.engineInput(...asked)),
    cropOutput: (...asked) => timed('cropOutput', () => codec.cropOutput(...asked)),
    pasteBack: (...asked) => timed('pasteBack', () => codec.pasteBack(...asked)),
    cleanOutput: (...asked) => timed('cleanOutput', () => codec.cleanOutput(...asked)),
    normaliseUpload: (...asked) => timed('normaliseUpload', () => codec.normaliseUpload(...asked)),
    thumbnail: (...asked) => timed('thumbnail', () => codec.thumbnail(...asked)),
  }
}
