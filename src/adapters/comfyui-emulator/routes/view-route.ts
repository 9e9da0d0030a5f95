import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import sharp from 'sharp'
import type { Engine } from '../engine.ts'
import { emptyAnswer } from './route.ts'
import type { Answer, EngineRequest, Route } from './route.ts'

const contentTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
}

export const viewRoute: Route = { method: 'GET', path: /^\/view$/, answer: view }

async function view({ files }: Engine, request: EngineRequest): Promise<Answer> {
  const { query } = request
  const filename = query.get('filename')
  if (filename === null) return emptyAnswer(404)
  const type = query.get('type') ?? 'output'
  if (filename === '' || filename.startsWith('/') || filename.includes('..')) return emptyAnswer(400)
  if (type !== 'input' && type !== 'output' && type !== 'temp') return emptyAnswer(400)
  const folder = files.pathIn(type, query.get('subfolder') ?? '')
  if (folder === null) return emptyAnswer(403)
  const name = basename(filename)
  const path = files.pathIn(type, query.get('subfolder') ?? '', name)
  const stats = path === null ? undefined : statSync(path, { throwIfNoEntry: false })
  if (path === null || !stats?.isFile()) return emptyAnswer(404)
  const headers = { 'Content-Disposition': `filename="${name.replace(/["\r\n]/g, '')}"` }
  const changed = await inAnotherForm(path, query)
  if (changed) return { status: 200, headers: { ...headers, 'Content-Type': changed.contentType }, body: changed.bytes }
  const etag = `"${Math.round(stats.mtimeMs * 1e6).toString(16)}-${stats.size.toString(16)}"`
  const contentType = contentTypes[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  return wholeOrRange(readFileSync(path), request, { ...headers, 'Content-Type': contentType, Etag: etag, 'Accept-Ranges': 'bytes' })
}

type Form = { readonly contentType: string; readonly bytes: Uint8Array }

/** `null` when the file is wanted as it lies there. Rejects when it is to be changed and is no picture. */
async function inAnotherForm(path: string, query: URLSearchParams): Promise<Form | null> {
  const channel = query.get('channel') ?? ''
  const preview = query.get('preview')
  if (preview !== null) {
    const [format, quality] = preview.split(';')
    const options = { quality: /^\d+$/.test(quality ?? '') ? Math.min(100, Math.max(1, Number(quality))) : 90 }
    const picture = sharp(path)
    if (format === 'jpeg' && !channel.includes('a')) return { contentType: 'image/jpeg', bytes: await picture.jpeg(options).toBuffer() }
    return { contentType: 'image/webp', bytes: await picture.webp(options).toBuffer() }
  }
  if (channel === 'rgb') return { contentType: 'image/png', bytes: await sharp(path).removeAlpha().png().toBuffer() }
  if (channel !== 'a') return null
  const alpha = await sharp(path).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true })
  const raw = { width: alpha.info.width, height: alpha.info.height, channels: 1 as const }
  const black = { create: { width: raw.width, height: raw.height, channels: 3 as const, background: '#000' } }
  return { contentType: 'image/png', bytes: await sharp(black).joinChannel(alpha.data, { raw }).png().toBuffer() }
}

function wholeOrRange(bytes: Buffer, { headers: asked }: EngineRequest, headers: Readonly<Record<string, string>>): Answer {
  const range = /^bytes=(\d+)-(\d*)$/.exec(asked.range ?? '')
  if (!range) return { status: 200, headers, body: bytes }
  const from = Number(range[1])
  const to = range[2] ? Math.min(Number(range[2]), bytes.length - 1) : bytes.length - 1
  if (from > to) return { ...emptyAnswer(416), headers: { 'Content-Range': `bytes */${bytes.length}` } }
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${from}-${to}/${bytes.length}` },
    body: bytes.subarray(from, to + 1),
  }
}
