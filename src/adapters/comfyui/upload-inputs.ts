import { createHash } from 'node:crypto'
import type { ImageCodec } from '../../application/ports/image-codec.ts'
import { EngineUnreachable, type EngineInput, type UploadedInput } from '../../application/ports/image-engine.ts'
import { wordsOfStatus, type ComfyHttp } from './comfy-http.ts'
import { isPlainPath } from './fill-graph.ts'
import { isRecord, parseLenientJson } from './lenient-json.ts'
import { ourFolder } from './output-ref.ts'
import { sizeMultiplePx } from './prepare-run.ts'

/**
 * ComfyUI's `LoadImage` computes `mask = 1 − alpha` and 1 is what is drawn: transparent means edit. Nobody else knows that, and read the
 * other way round everything but the mask would be redrawn.
 */
const editAlpha = 0

/** Puts inputs into our folder of a server, each named by its own hash, so that repeating changes nothing. Throws `EngineUnreachable`. */
export async function uploadInputs(http: ComfyHttp, codec: ImageCodec, inputs: readonly EngineInput[]): Promise<readonly UploadedInput[]> {
  const uploaded: UploadedInput[] = []
  for (const input of inputs) {
    const png = await bytesOf(input, codec)
    const sha256 = createHash('sha256').update(png).digest('hex')
    uploaded.push({ role: input.role, sha256, remoteName: await uploadOne(http, `${sha256}.png`, png) })
  }
  return uploaded
}

async function bytesOf(input: EngineInput, codec: ImageCodec): Promise<Uint8Array> {
  switch (input.role) {
    case 'source': {
      const { source, mask, growPx, part } = input
      const where = part === undefined ? {} : { part }
      return (await codec.engineInput({ source, mask, growPx, multipleOf: sizeMultiplePx, editAlpha, ...where })).png
    }
    case 'reference':
      return input.picture
  }
}

/** Answers the name under which the server knows the file: without a free name it takes another than the one we asked for. */
async function uploadOne(http: ComfyHttp, name: string, png: Uint8Array): Promise<string> {
  const form = new FormData()
  form.append('image', new Blob([Uint8Array.from(png)], { type: 'image/png' }), name)
  form.append('subfolder', ourFolder)
  form.append('type', 'input')
  form.append('overwrite', 'true')
  const answer = await http.postForm('/upload/image', form)
  if (answer.status !== 200) throw new EngineUnreachable(`${http.backendId} ${wordsOfStatus(answer.status)} to an upload`)
  const told = parseLenientJson(answer.text)
  const file = isRecord(told) && typeof told['name'] === 'string' ? told['name'] : ''
  const folder = isRecord(told) && typeof told['subfolder'] === 'string' ? told['subfolder'] : ''
  const remoteName = folder === '' ? file : `${folder}/${file}`
  if (!isPlainPath(remoteName)) throw new EngineUnreachable(`${http.backendId} answered an upload with a name that cannot be used`)
  return remoteName
}
