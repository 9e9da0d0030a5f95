import { isIP } from 'node:net'
import type { Request, Response } from 'express'
import type { Result } from '../../domain/decider.ts'
import type { Caller, UseCases } from '../../application/use-cases.ts'
import type { Refused } from './problem.ts'
import type { Access } from './route.ts'
import { isJson, isMultipart, hasBody } from './request-body.ts'

export type Credential = { readonly sessionSecret: string } | { readonly token: string }

/** 30 days, the longest that a session lives. */
const sessionSeconds = 30 * 24 * 60 * 60

/** A bearer token wins over a cookie; `null` when there is neither. */
export function credentialOf(request: Request, publicUrl: string): Credential | null {
  const header = request.headers.authorization
  if (header !== undefined) {
    const token = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
    return token === undefined ? null : { token }
  }
  const secret = cookieOf(request, cookieName(publicUrl))
  return secret === null ? null : { sessionSecret: secret }
}

export async function callerOf(request: Request, useCases: UseCases, publicUrl: string): Promise<Result<Caller, Refused>> {
  const credential = credentialOf(request, publicUrl)
  return credential === null ? { ok: false, rejection: { type: 'sign-in-needed' } } : useCases.authenticate(credential)
}

/** `null`: the caller may pass. Whether the thing itself is theirs is asked later, and answered with 404. */
export function accessRefusal(access: Exclude<Access, 'open'>, caller: Caller): Refused | null {
  if (access === 'session' || access === 'admin') {
    if (caller.via !== 'session') return { type: 'scope-missing', scope: 'session' }
    return access === 'admin' && caller.user.role !== 'admin' ? { type: 'admin-only' } : null
  }
  return caller.via === 'session' || caller.scopes.includes(access) ? null : { type: 'scope-missing', scope: access }
}

/**
 * A change by cookie must come from our own pages: the browser says so in Sec-Fetch-Site, older ones in Origin, and a form cannot send
 * JSON. Bearer tokens are not sent by browsers on their own, so they are exempt. Signing in has no cookie yet, but a browser that says
 * the request is foreign is believed. And it must come under a name of ours: a page of a foreign name that was pointed at this machine
 * (DNS rebinding) is its own origin to the browser, and could else make the first account of a fresh installation.
 */
export function crossSiteRefusal(request: Request, publicUrl: string, isOpen: boolean): Refused | null {
  if (request.method === 'GET' || request.method === 'HEAD') return null
  if (!isOpen && request.headers.authorization !== undefined) return null
  const refused: Refused = { type: 'csrf-refused' }
  const site = request.headers['sec-fetch-site']
  const origin = request.headers.origin
  if (!isOwnHost(request, publicUrl) && origin !== new URL(publicUrl).origin) return refused
  if (site !== undefined) {
    if (site !== 'same-origin') return refused
  } else if (origin !== undefined) {
    if (!isOwnOrigin(origin, request, publicUrl)) return refused
  } else if (!isOpen) return refused
  return hasBody(request) && !isJson(request) && !isMultipart(request) && isSimple(request) ? refused : null
}

export function setSessionCookie(response: Response, secret: string, publicUrl: string): void {
  response.cookie(cookieName(publicUrl), secret, { ...cookieShape(publicUrl), maxAge: sessionSeconds * 1000, encode: String })
}

export function clearSessionCookie(response: Response, publicUrl: string): void {
  response.clearCookie(cookieName(publicUrl), cookieShape(publicUrl))
}

const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https://')
const cookieName = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-session' : 'session')
const cookieShape = (publicUrl: string) => ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(publicUrl) }) as const

function cookieOf(request: Request, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value !== undefined && /^[\x21-\x7e]{1,512}$/.test(value)) return value
  }
  return null
}

/** The public address, or the very host that was asked: the Studio also works under 127.0.0.1 when it is known as localhost. */
function isOwnOrigin(origin: string, request: Request, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  return origin === new URL(publicUrl).origin || new URL(origin).host === request.headers.host
}

/** The public name, or one that nobody can point elsewhere: `localhost` and bare addresses. The port does not matter: names are rebound, ports are not. */
function isOwnHost(request: Request, publicUrl: string): boolean {
  const asked = `http://${request.headers.host ?? ''}`
  if (!URL.canParse(asked)) return false
  const { hostname } = new URL(asked)
  return hostname === 'localhost' || hostname === new URL(publicUrl).hostname || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0
}

/** The three types that a foreign page may send without asking first. */
const isSimple = (request: Request): boolean =>
  /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)/i.test(request.headers['content-type'] ?? 'text/plain')
