import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { imageEngineContract, type EngineUnderTest } from '../../application/ports/image-engine.contract.ts'
import { imagingWork } from '../imaging/imaging-work.ts'
import { pixelsOf, pngOf } from './test-codec.ts'
import { emulatedEngine, greyPainter } from './test-emulated-engine.ts'

/** Not a multiple of 16, so that padding and cropping are on the way. */
const size = { widthPx: 100, heightPx: 70 }
const input = {
  role: 'source' as const,
  source: pngOf(size, (x, y) => [x, y, 90]),
  mask: pngOf(size, (x, y) => (x > 30 && x < 60 && y > 20 && y < 50 ? [255, 255, 255] : [0, 0, 0])),
  growPx: 0,
}
async function before(profile: '0.3.64' | '0.33.0'): Promise<EngineUnderTest & { readonly dir: string }> {
  const { engine, dir, cutOff, close } = await emulatedEngine(
    { profile, painter: greyPainter((seed) => seed % 200), stepMs: 1, likeRecorded: true },
    { ...imagingWork, close: async () => undefined },
  )
  const slowPrompt = 'a banana SLOW:400'
  return { engine, backendId: 'pod-1', input, size, slowPrompt, drawsPictures: true, cutOff, close, dir }
}

imageEngineContract('the ComfyUI engine before the emulator of 0.33.0', () => before('0.33.0'))
imageEngineContract('the ComfyUI engine before the emulator of 0.3.64', () => before('0.3.64'))

it('given the product’s own codec, then what lies on the server is transparent where a person painted, opaque far from it, in the source’s colours', async () => {
  const { engine, backendId, dir, close } = await before('0.33.0')
  const [uploaded] = await engine.upload(backendId, [input])
  const sent = pixelsOf(readFileSync(join(dir, 'input', uploaded?.remoteName ?? '')))
  await close()
  const [source, mask] = [pixelsOf(input.source), pixelsOf(input.mask)]
  const faults: string[] = []
  for (let y = 0; y < size.heightPx; y += 1) {
    for (let x = 0; x < size.widthPx; x += 1) {
      const from = (y * size.widthPx + x) * 4
      const at = (y * sent.widthPx + x) * 4
      const isPainted = mask.rgba[from] === 255
      const isFar = x < 31 - 9 || x > 59 + 9 || y < 21 - 9 || y > 49 + 9
      if ((isPainted && sent.rgba[at + 3] !== 0) || (isFar && sent.rgba[at + 3] !== 255)) faults.push(`alpha at ${x},${y}`)
      if ([0, 1, 2].some((channel) => sent.rgba[at + channel] !== source.rgba[from + channel])) faults.push(`colour at ${x},${y}`)
    }
  }
  expect(faults).toEqual([])
})
