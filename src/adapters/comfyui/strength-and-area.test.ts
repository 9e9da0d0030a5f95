import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Box } from '../../application/ports/image-codec.ts'
import type { EngineInput } from '../../application/ports/image-engine.ts'
import { imagingWork } from '../imaging/imaging-work.ts'
import { pixelsOf, pngOf } from './test-codec.ts'
import { emulatedEngine, greyPainter, onceDone, type EmulatedEngine } from './test-emulated-engine.ts'

const size = { widthPx: 240, heightPx: 320 }
const own = 100
const painted = 220
const source = pngOf(size, () => [own, own, own])
/** A square of 60 px around the middle. */
const isMasked = (x: number, y: number): boolean => x >= 90 && x < 150 && y >= 130 && y < 190
const mask = pngOf(size, (x, y) => (isMasked(x, y) ? [255, 255, 255] : [0, 0, 0]))

/** The shipped workflows with a best size at which nobody has to wait for the pictures. */
function smallerWorkflows(): string {
  const dir = mkdtempSync(join(tmpdir(), 'workflows-'))
  cpSync(join(__dirname, '../../../workflows'), dir, { recursive: true })
  for (const id of ['flux-fill-inpaint', 'flux-dev-inpaint']) {
    const file = join(dir, id, 'manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly sizes: object }
    writeFileSync(file, JSON.stringify({ ...manifest, sizes: { ...manifest.sizes, best: [{ widthPx: 256, heightPx: 256 }] } }))
  }
  return dir
}

describe.each(['0.3.64', '0.33.0'] as const)('an edit drawn by a ComfyUI %s', (profile) => {
  let under: EmulatedEngine
  let workflowsDir: string
  let runs = 0
  beforeAll(async () => {
    workflowsDir = smallerWorkflows()
    under = await emulatedEngine(
      { profile, painter: greyPainter(() => painted), stepMs: 0 },
      { ...imagingWork, close: async () => undefined },
      workflowsDir,
    )
  })
  afterAll(async () => {
    await under.close()
    rmSync(workflowsDir, { recursive: true })
  })

  /** The whole way of an edit, as the job's worker goes it. */
  async function edited(strength: number, maskedArea: Box | null) {
    const { engine } = under
    const need = { kind: 'edit', qualityMode: 'draft', hasNegativePrompt: false, referenceFace: false } as const
    const chosen = await engine.choose({ ...need, strength, maskedArea, size })
    if (!chosen.ok) throw new Error(JSON.stringify(chosen.rejection))
    const { box, width, height } = chosen.value
    const drawn = { widthPx: width, heightPx: height }
    const input: EngineInput = { role: 'source', source, mask, growPx: 0, ...(box === undefined ? {} : { part: { box, drawn } }) }
    const engineJobId = `00000000-0000-4000-8000-${String(++runs).padStart(12, '0')}`
    const inputs = await engine.upload('pod-1', [input])
    const run = {
      kind: 'edit',
      engineJobId,
      params: { ...chosen.value, seed: runs },
      prompt: 'a wall',
      negativePrompt: '',
      inputs,
    } as const
    expect(await engine.submit('pod-1', engine.prepare(run))).toEqual({ outcome: 'accepted' })
    const { outputs } = await onceDone(engine, engineJobId)
    const fetched = await engine.fetchOutput('pod-1', outputs[0]?.ref ?? '', drawn)
    if (!fetched.ok) throw new Error(fetched.rejection.detail)
    const where = box === undefined ? {} : { box }
    const { png } = await imagingWork.pasteBack({ source, generated: fetched.value, mask, growPx: 0, featherPx: 0, ...where })
    return { choice: chosen.value, result: pixelsOf(png).rgba }
  }

  function levels(result: Uint8Array): { readonly changedOutside: number; readonly least: number; readonly most: number } {
    let changedOutside = 0
    let [least, most] = [255, 0]
    for (let at = 0; at < result.length; at += 4) {
      const value = result[at] ?? 0
      if (!isMasked((at / 4) % size.widthPx, Math.floor(at / 4 / size.widthPx))) changedOutside += value === own ? 0 : 1
      else [least, most] = [Math.min(least, value), Math.max(most, value)]
    }
    return { changedOutside, least, most }
  }

  const area = { x: 70, y: 110, width: 100, height: 100 }

  it.each([
    ['the whole picture', 1, null, 'flux-fill-inpaint', [240, 320], 220],
    ['the whole picture', 0.5, null, 'flux-dev-inpaint', [240, 320], 160],
    ['the masked area', 1, area, 'flux-fill-inpaint', [256, 256], 220],
    ['the masked area', 0.25, area, 'flux-dev-inpaint', [256, 256], 130],
  ] as const)('given %s at strength %s, then so much of the source goes under the mask, and nothing outside', async (...asked) => {
    const [, strength, maskedArea, workflowId, [width, height], expected] = asked
    const { choice, result } = await edited(strength, maskedArea)
    expect(choice).toMatchObject({ workflowId, denoise: strength, width, height })
    const { changedOutside, least, most } = levels(result)
    expect(changedOutside).toBe(0)
    // A little off: the source went through a VAE, and a softened mask is not full at its very edge.
    expect(least).toBeGreaterThanOrEqual(expected - 4)
    expect(most).toBeLessThanOrEqual(expected + 4)
  })
})
