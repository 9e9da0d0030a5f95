import type { Moment } from '../../../application/history/state-at.ts'
import { audit, auditQuery, history, historyQuery, stateAnswer, stateQuery } from '../contract/audit.ts'
import type { Door, Route } from '../route.ts'
import { json, refuse, route } from '../route.ts'
import { wireEvent, wireHistory, wireState } from '../wire-history.ts'

const reading = { method: 'get', tag: 'Audit', rate: 'read', access: 'audit' } as const

const usualActs = 50

/** Who did what, from the log itself. One's own for everybody; an admin sees everybody's, without their words. */
export const auditRoutes = (door: Door): readonly Route[] => [
  acts(door),
  ...(['image', 'job'] as const).flatMap((of) => [historyOf(door, of), stateOf(door, of)]),
]

const acts = (door: Door): Route =>
  route({
    ...reading,
    path: '/api/v1/audit',
    summary: 'What people did, newest first',
    query: auditQuery,
    answers: { 200: { what: 'The acts', schema: audit } },
    handle: async ({ caller, query }) => {
      const { user, from, to, correlationId, type, before, limit } = query
      const filter = {
        ...(user === undefined ? {} : { of: user }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(correlationId === undefined ? {} : { correlationId }),
        ...(type === undefined ? {} : { types: [type] }),
      }
      const page = { before: before === undefined ? null : BigInt(before), limit: limit ?? usualActs }
      const answer = await door.useCases.audit({ ...filter, ...page }, caller)
      if (!answer.ok) return refuse(answer.rejection)
      return json(200, { events: answer.value.acts.map(wireEvent), next: answer.value.next === null ? null : String(answer.value.next) })
    },
  })

const historyOf = (door: Door, of: 'image' | 'job'): Route =>
  route({
    ...reading,
    path: `/api/v1/${of}s/:id/history`,
    summary: `The events of a ${of === 'image' ? 'picture' : 'job'} in words, oldest first`,
    query: historyQuery,
    answers: { 200: { what: 'The events', schema: history } },
    handle: async ({ caller, params, query: { whole, until } }) => {
      const asked = { of, id: params.id ?? '', whole: whole === true, ...(until === undefined ? {} : { until: momentOf(until) }) }
      const answer = await door.useCases.history(asked, caller)
      return answer.ok ? json(200, wireHistory(answer.value)) : refuse(answer.rejection)
    },
  })

const stateOf = (door: Door, of: 'image' | 'job'): Route =>
  route({
    ...reading,
    path: `/api/v1/${of}s/:id/state`,
    summary: `What a ${of === 'image' ? 'picture' : 'job'} was at a moment`,
    query: stateQuery,
    answers: { 200: { what: 'The state, folded from the events up to then', schema: stateAnswer } },
    handle: async ({ caller, params, query: { at } }) => {
      const id = params.id ?? ''
      const answer = await door.useCases.stateAt({ of, id, at: momentOf(at ?? 'now') }, caller)
      return answer.ok ? json(200, wireState(id, answer.value)) : refuse(answer.rejection)
    },
  })

/** As the contract took it. */
function momentOf(text: string): Moment {
  if (text === 'now') return text
  return /^\d+$/.test(text) ? { position: BigInt(text) } : { time: text }
}
