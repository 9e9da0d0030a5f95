import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { EngineUnreachable } from '../../application/ports/image-engine.ts'
import { engineBeforeRecording, failureOf, id, other, padded, size } from './recorded-engine.contract.ts'
import { pixelsOf, pngOf } from './test-codec.ts'
import { recorded, type Version } from './test-recorded-server.ts'

describe.each<Version>(['0.3.64', '0.33.0'])('the engine before a ComfyUI %s', (version) => {
  const under = engineBeforeRecording(version)

  describe('upload', () => {
    const source = pngOf(size, (x, y) => [(x * 3) % 256, (y * 5) % 256, (x ^ y) % 256])
    const isEdited = (x: number, y: number): boolean => x >= 20 && x < 41 && y >= 30 && y < 63
    const mask = pngOf(size, (x, y) => (isEdited(x, y) ? [255, 255, 255] : [0, 0, 0]))

    it('given a source and its mask, then what ComfyUI gets is transparent exactly where it shall draw, with every colour untouched', async () => {
      const [input] = await under.engine.upload('pod-1', [{ role: 'source', source, mask, growPx: 0 }])
      expect(String(under.server.calls.at(-1)?.body)).toMatch(/name="overwrite"\r\n\r\ntrue\r\n/)
      const sent = under.server.uploads.get(input?.remoteName ?? '')
      if (sent === undefined) throw new Error('nothing came')
      expect(input?.sha256).toBe(createHash('sha256').update(sent).digest('hex'))
      expect(input?.remoteName).toBe(`persona-studio/${input?.sha256}.png`)
      const { rgba, ...sentSize } = pixelsOf(sent)
      expect(sentSize).toEqual(padded)
      const before = pixelsOf(source).rgba
      for (let y = 0; y < padded.heightPx; y += 1) {
        for (let x = 0; x < padded.widthPx; x += 1) {
          const at = (y * padded.widthPx + x) * 4
          const isInside = x < size.widthPx && y < size.heightPx
          if (rgba[at + 3] !== (isInside && isEdited(x, y) ? 0 : 255)) throw new Error(`alpha ${rgba[at + 3]} at ${x},${y}`)
          if (!isInside) continue
          const from = (y * size.widthPx + x) * 4
          for (const channel of [0, 1, 2]) if (rgba[at + channel] !== before[from + channel]) throw new Error(`colour changed at ${x},${y}`)
        }
      }
    })

    it('given a server that keeps the file under another name, then that name is used', async () => {
      under.server.override('POST', '/upload/image', () => ({ json: { name: 'x-1.png', subfolder: 'elsewhere', type: 'input' } }))
      expect(await under.engine.upload('pod-1', [{ role: 'reference', picture: source }])).toMatchObject([
        { role: 'reference', remoteName: 'elsewhere/x-1.png' },
      ])
    })

    it('given a server that answers a name that leads away, or refuses, then nothing is used', async () => {
      under.server.override('POST', '/upload/image', () => ({ json: { name: '../../x.png', subfolder: '', type: 'input' } }))
      expect(await failureOf(under.engine.upload('pod-1', [{ role: 'reference', picture: source }]))).toBeInstanceOf(EngineUnreachable)
      under.server.override('POST', '/upload/image', () => ({ status: 500, text: 'no' }))
      expect(await failureOf(under.engine.upload('pod-1', [{ role: 'reference', picture: source }]))).toBeInstanceOf(EngineUnreachable)
    })
  })

  describe('submit', () => {
    it('given a prepared run, then the very text that was hashed arrives, under our id and a client id', async () => {
      const prepared = under.engine.prepare(await under.runOf())
      expect(await under.engine.submit('pod-1', prepared)).toEqual({ outcome: 'accepted' })
      const sent = String(under.server.calls.find((call) => call.path === '/prompt')?.body)
      expect(sent).toContain(prepared.workflowText)
      expect(createHash('sha256').update(prepared.workflowText).digest('hex')).toBe(prepared.workflowSha256)
      const body = JSON.parse(sent) as { prompt: Record<string, { inputs: Record<string, unknown> }>; prompt_id: string; client_id: string }
      expect(body.prompt_id).toBe(id)
      expect(body.client_id).toMatch(/^persona-studio-[0-9a-f-]{36}$/)
      expect(body.prompt['12']?.inputs['filename_prefix']).toBe(`persona-studio/${id}`)
      expect(body.prompt['6']?.inputs['text']).toBe('blurry')
    })

    it('given each recorded refusal, then it is rejected; a 500 leaves open whether it came', async () => {
      for (const { status, body } of recorded<readonly { status: number; body: unknown }[]>(version, 'refusals.json')) {
        under.server.override('POST', '/prompt', () => (typeof body === 'string' ? { status, text: body } : { status, json: body }))
        if (status === 500) expect(await failureOf(under.submit())).toBeInstanceOf(EngineUnreachable)
        else expect(await under.submit()).toMatchObject({ outcome: 'rejected', failure: { class: 'rejected', code: 'engine-rejected' } })
      }
    })

    it('given a 200 with node_errors, then it is rejected and taken out of the queue again', async () => {
      under.server.override('POST', '/prompt', (_, real) => ({
        ...(real() as object),
        json: { prompt_id: id, number: 1, node_errors: { '8': { errors: [], class_type: 'X' } } },
      }))
      expect(await under.submit()).toMatchObject({ outcome: 'rejected' })
      expect(under.server.pending).toEqual([])
    })

    it('given a server that gives the run another id, then it is rejected, because nobody could follow it', async () => {
      under.server.override('POST', '/prompt', () => ({ json: { prompt_id: other, number: 1, node_errors: {} } }))
      expect(await under.submit()).toMatchObject({ outcome: 'rejected', failure: { detail: expect.stringContaining('too old') } })
    })

    it('given an answer that got lost, then the outcome is unknown and looking finds the run', async () => {
      under.server.override('POST', '/prompt', (_, real) => {
        real()
        return 'drop'
      })
      expect(await failureOf(under.submit())).toBeInstanceOf(EngineUnreachable)
      expect(await under.engine.lookUp('pod-1', id)).toEqual({ state: 'queued', ahead: 0 })
    })

    it('given a server that takes the run and says nothing, then patience ends', async () => {
      const prepared = under.engine.prepare(await under.runOf())
      under.server.override('POST', '/prompt', () => 'silence')
      const impatient = under.open({ answerTimeoutMs: 200 })
      expect(String(await failureOf(impatient.submit('pod-1', prepared)))).toBe('EngineUnreachable: pod-1 did not answer in time')
    })

    it('given a page of a proxy in place of an answer, then the outcome is unknown', async () => {
      under.server.override('POST', '/prompt', () => ({ text: '<html>bad gateway</html>', type: 'text/html' }))
      expect(await failureOf(under.submit())).toBeInstanceOf(EngineUnreachable)
      under.server.override('POST', '/prompt', () => ({ status: 502, text: '<html>bad gateway</html>' }))
      expect(await failureOf(under.submit())).toBeInstanceOf(EngineUnreachable)
      under.server.override('POST', '/prompt', () => ({ status: 503, json: { prompt_id: id, number: 1, node_errors: {} } }))
      expect(await failureOf(under.submit())).toBeInstanceOf(EngineUnreachable)
    })
  })
})
