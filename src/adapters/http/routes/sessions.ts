import { credentials, session, setupNeeded, signIn, userAnswer } from '../contract/account.ts'
import { callerOf } from '../authentication.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route, signedIn } from '../route.ts'

export const sessionRoutes = (door: Door): readonly Route[] => [needed(door), setUp(door), whoAmI(door), enter(door), leave(door)]

const about = { tag: 'Accounts', access: 'open' } as const

const needed = (door: Door): Route =>
  route({
    ...about,
    method: 'get',
    path: '/api/v1/setup',
    rate: 'read',
    summary: 'Whether the first account is still to be made',
    answers: { 200: { what: 'Needed or not', schema: setupNeeded } },
    handle: async () => json(200, { needed: await door.useCases.setUpNeeded() }),
  })

const setUp = (door: Door): Route =>
  route({
    ...about,
    method: 'post',
    path: '/api/v1/setup',
    rate: 'write',
    summary: 'Make the first account, an admin, and sign in; closed once an account exists',
    body: credentials,
    answers: { 201: { what: 'The admin', schema: userAnswer } },
    handle: async ({ body, request }) => {
      const answer = await door.useCases.setUp({ ...body, userAgent: request.get('user-agent')?.slice(0, 300) ?? null })
      if (!answer.ok) return refuse(answer.rejection)
      return signedIn(201, { user: answer.value.user }, answer.value.sessionSecret)
    },
  })

const whoAmI = (door: Door): Route =>
  route({
    ...about,
    method: 'get',
    path: '/api/v1/session',
    rate: 'read',
    summary: 'Who one is; `user` is null for nobody',
    answers: { 200: { what: 'The user, if any', schema: session } },
    handle: async ({ request }) => {
      const caller = await callerOf(request, door.useCases, door.config.publicUrl())
      if (caller.ok) return json(200, { user: caller.value.user, setupNeeded: false, ...(await reachedBy(door)) })
      return json(200, { user: null, setupNeeded: await door.useCases.setUpNeeded() })
    },
  })

/** Who one is can be said without the views, so it is; a stream then begins where it is opened. */
const reachedBy = ({ queries }: Door): Promise<{ readonly position?: string }> =>
  queries.views.position().then(
    (position) => ({ position: String(position) }),
    () => ({}),
  )

const enter = (door: Door): Route =>
  route({
    ...about,
    method: 'post',
    path: '/api/v1/session',
    rate: 'sign-in',
    summary: 'Sign in',
    body: signIn,
    answers: { 200: { what: 'The user', schema: userAnswer } },
    handle: async ({ body, request }) => {
      const answer = await door.useCases.signIn({ ...body, userAgent: request.get('user-agent')?.slice(0, 300) ?? null })
      return answer.ok ? signedIn(200, { user: answer.value.user }, answer.value.sessionSecret) : refuse(answer.rejection)
    },
  })

const leave = (door: Door): Route =>
  route({
    method: 'delete',
    path: '/api/v1/session',
    tag: 'Accounts',
    access: 'session',
    rate: 'write',
    summary: 'Sign out',
    answers: { 204: { what: 'Signed out' } },
    handle: async ({ caller }) => {
      const answer = await door.useCases.signOut({ sessionId: caller.sessionId ?? '' }, caller)
      if (!answer.ok) return refuse(answer.rejection)
      return { kind: 'empty', session: { secret: null } }
    },
  })
