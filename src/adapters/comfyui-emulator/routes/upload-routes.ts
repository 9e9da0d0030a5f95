import busboy from 'busboy'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Engine } from '../engine.ts'
import type { FolderType } from '../engine-files.ts'
import { emptyAnswer, jsonAnswer } from './route.ts'
import type { Answer, EngineRequest, Route } from './route.ts'

export const uploadRoutes: readonly Route[] = [
  { method: 'POST', path: /^\/upload\/image$/, answer: async (engine, request) => keep(engine, await formOf(request), null) },
  {
    method: 'POST',
    path: /^\/upload\/mask$/,
    answer: async (engine, request) => {
      const form = await formOf(request)
      return keep(engine, form, await maskedOriginal(engine, form))
    },
  },
]

type Form = {
  readonly file: { readonly name: string; readonly bytes: Buffer } | null
  readonly fields: Readonly<Record<string, string>>
}

/** `prepared` is what to store in place of the upload's own bytes: `null` stores those, `nothing` stores none. */
function keep({ files }: Engine, { file, fields }: Form, prepared: Uint8Array | 'nothing' | null): Answer {
  const type = folderType(fields['type'])
  if (!file) {
    if (fields['image'] !== undefined) throw new TypeError('the image is a text')
    return emptyAnswer(400)
  }
  if (file.name === '') return emptyAnswer(400)
  const subfolder = fields['subfolder'] ?? ''
  if (prepared === 'nothing') return jsonAnswer({ name: file.name, subfolder, type })
  const overwrite = fields['overwrite'] === 'true' || fields['overwrite'] === '1'
  const name = files.upload(type, subfolder, file.name, prepared ?? file.bytes, overwrite)
  return name === null ? emptyAnswer(400) : jsonAnswer({ name, subfolder, type })
}

/** The original's colours with the upload's alpha: `nothing` when there is no such original. Rejects when the sizes differ. */
async function maskedOriginal({ files }: Engine, { file, fields }: Form): Promise<Uint8Array | 'nothing'> {
  const original = JSON.parse(fields['original_ref'] ?? '') as { filename?: string; subfolder?: string; type?: string }
  const path = files.pathIn(folderType(original.type ?? 'output'), original.subfolder ?? '', original.filename ?? '')
  const bytes = path === null ? null : await readFile(path).catch(() => null)
  if (bytes === null || !file) return 'nothing'
  const alpha = await sharp(file.bytes).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true })
  const colours = sharp(bytes).toColourspace('srgb').removeAlpha()
  const { width, height } = await sharp(bytes).metadata()
  if (width !== alpha.info.width || height !== alpha.info.height) throw new TypeError('images do not match')
  return colours
    .joinChannel(alpha.data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
}

function folderType(given: string | undefined): FolderType {
  const type = given ?? 'input'
  if (type !== 'input' && type !== 'output' && type !== 'temp') throw new TypeError('no such folder')
  return type
}

async function formOf({ headers, body }: EngineRequest): Promise<Form> {
  if (!/^multipart\/form-data/i.test(headers['content-type'] ?? '')) return { file: null, fields: {} }
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    let file: Form['file'] = null
    const reader = busboy({ headers, preservePath: true, defParamCharset: 'utf8' })
    reader.on('field', (name, value) => (fields[name] = value))
    reader.on('file', (name, stream, { filename }) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (name === 'image') file = { name: filename ?? '', bytes: Buffer.concat(chunks) }
      })
    })
    reader.on('error', reject)
    reader.on('close', () => resolve({ file, fields }))
    reader.end(body)
  })
}
