import type { Request, Response } from 'express'
import { clearSessionCookie, setSessionCookie } from './authentication.ts'
import { sendProblem } from './problem.ts'
import { requestIdOf } from './request-id.ts'
import type { Reply, SessionChange } from './route.ts'

/** Puts a handler's answer on the wire. */
export function sendReply(reply: Reply, request: Request, response: Response, publicUrl: string): void {
  if ('session' in reply && reply.session !== undefined) changeSession(reply.session, response, publicUrl)
  switch (reply.kind) {
    case 'refused':
      return sendProblem(response, reply.refused, requestIdOf(response), reply.extra)
    case 'stream':
      return request.method === 'HEAD' ? headOfStream(response) : reply.start(response)
    case 'file':
      return sendFile(reply, request, response)
    case 'elsewhere':
      response.set({ 'Cache-Control': `private, max-age=${Math.floor(reply.freshForMs / 1000)}`, Vary: 'Cookie, Authorization' })
      response.redirect(302, reply.url)
      return
    case 'empty':
      response.status(204).end()
      return
    case 'json':
      // What is said of a person's own things is nobody else's; a cache may keep it only to ask again.
      response.set({ 'Cache-Control': 'private, no-cache', Vary: 'Cookie, Authorization, Accept-Encoding', ...reply.headers })
      response.status(reply.status).json(reply.body)
      return
    default: {
      const never: never = reply
      throw new Error(`no such reply: ${JSON.stringify(never)}`)
    }
  }
}

function changeSession({ secret }: SessionChange, response: Response, publicUrl: string): void {
  if (secret === null) clearSessionCookie(response, publicUrl)
  else setSessionCookie(response, secret, publicUrl)
}

/** Who asks for the head alone listens to nothing, and would keep a stream open that nobody reads. */
function headOfStream(response: Response): void {
  response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' }).end()
}

type FileReply = Extract<Reply, { readonly kind: 'file' }>

/** Bytes under their hash: what an address gives never changes, so a browser asks once. */
function sendFile(file: FileReply, request: Request, response: Response): void {
  response.set({
    ETag: `"${file.etag}"`,
    'Cache-Control': file.cache === 'immutable' ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    Vary: 'Cookie, Authorization',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  })
  if (file.downloadAs !== undefined) response.attachment(file.downloadAs)
  if (request.fresh) {
    response.status(304).end()
    return
  }
  response.type(file.mime).send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
}
