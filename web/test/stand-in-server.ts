import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { AddressInfo } from 'node:net'

const ids = { user: id(1), character: id(2), image: id(3), job: id(4), batch: id(5), result: id(6) }
const time = '2026-01-02T03:04:05.000Z'
const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

export type StandIn = {
  readonly url: string
  readonly imageId: string
  /** Bodies of the edits that were asked for. */
  readonly edits: Record<string, unknown>[]
  /** The draft as it was saved last, as JSON. */
  draft(): string | undefined
  /** The next edit is answered with 500. */
  failNext(): void
  close(): Promise<void>
}

/** Serves the built Studio with canned answers, so that the editor can be tried alone in a real browser. Used by tests only. */
export async function standInServer(
  root: string,
  shape: { readonly width: number; readonly height: number; readonly picture: Buffer },
): Promise<StandIn> {
  const edits: Record<string, unknown>[] = []
  const drafts = new Map<string, Record<string, unknown>>()
  let failing = false
  const image = (imageId: string) => ({ ...imageAnswer(imageId), width: shape.width, height: shape.height })
  const server = createServer((request, response) => void answer(request, response))
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const json = (status: number, body: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (path.endsWith('/file') || path.endsWith('/thumbnail'))
      return void response.writeHead(200, { 'content-type': 'image/png' }).end(shape.picture)
    if (path === '/api/v1/events') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    if (path === '/api/v1/session')
      return json(200, {
        user: { id: ids.user, username: 'studio', role: 'admin', preferences: { showNsfw: false, theme: 'system' }, createdAt: time },
        setupNeeded: false,
      })
    if (path === '/api/v1/characters') return json(200, { characters: [] })
    if (path === '/api/v1/jobs') return json(200, { jobs: [], nextCursor: null })
    if (path.startsWith('/api/v1/drafts/')) {
      if (request.method === 'GET') return drafts.has(path) ? json(200, drafts.get(path)) : void response.writeHead(204).end()
      const saved = {
        imageId: ids.image,
        savedAt: new Date().toISOString(),
        ...(await bodyOf(request)),
        revision: Number(drafts.get(path)?.['revision'] ?? 0) + 1,
      }
      drafts.set(path, saved)
      return json(200, saved)
    }
    if (path === `/api/v1/images/${ids.image}`) return json(200, image(ids.image))
    if (path === '/image/edit/inpaint') {
      const body = await bodyOf(request)
      if (failing) {
        failing = false
        return json(500, problem(500, 'internal'))
      }
      edits.push(body)
      return json(201, {
        promptId: ids.job,
        promptIds: [ids.job],
        status: 'queued',
        state: 'queued',
        batchId: ids.batch,
        seeds: [1],
        negativePromptUsed: false,
        warnings: [],
        engine: 'preview',
        links: { results: '', events: '', cancel: '' },
      })
    }
    if (path.startsWith('/api/')) return json(404, problem(404, 'not-found'))
    const file = extname(path) === '' ? 'index.html' : path
    response.writeHead(200, { 'content-type': kinds[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(join(root, file)))
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    imageId: ids.image,
    edits,
    draft: () => {
      const [saved] = drafts.values()
      return saved === undefined ? undefined : JSON.stringify(saved)
    },
    failNext: () => {
      failing = true
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}

function imageAnswer(imageId: string) {
  const nothing = {
    url: null,
    thumbnailUrl: null,
    userPrompt: null,
    negativePrompt: null,
    editPrompt: null,
    generationError: null,
    sourceImageId: null,
    editType: null,
    editMaskUrl: null,
    maskCoveragePct: null,
    s3Key: null,
    s3Url: null,
    thumbnailKey: null,
    editMaskS3Key: null,
    jobId: null,
    params: null,
    deletedAt: null,
    purgeAt: null,
    workflow: null,
  }
  return {
    ...nothing,
    id: imageId,
    characterId: ids.character,
    userId: ids.user,
    prompt: 'a photograph',
    seed: 1,
    status: 'completed',
    scene: 'beach_day',
    environment: 'beach',
    outfit: 'jeans',
    aspectRatio: '9:16',
    qualityMode: 'draft',
    nsfw: false,
    hidden: false,
    origin: 'generated',
    engine: 'preview',
    favourite: false,
    edits: 0,
    createdAt: time,
    rootImageId: imageId,
    depth: 0,
    bytes: 1,
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>
}

const problem = (status: number, code: string) => ({
  type: `/problems/${code}`,
  title: code,
  status,
  code,
  detail: '',
  message: '',
  requestId: 'r',
})

function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}
