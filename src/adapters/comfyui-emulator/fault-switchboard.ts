import type { IncomingMessage } from 'node:http'
import type { Engine } from './engine.ts'
import { clearFaults, faultMenu, meets } from './fault-menu.ts'
import type { Faults, RequestFacts } from './faults.ts'
import { parsePythonJson } from './python-json.ts'
import { jsonAnswer, textAnswer, type Answer } from './routes/route.ts'

/** Where faults are ordered: `GET` the menu, `POST { fault, times? }` to arm or throw one, `DELETE` to take all away. */
export const menuPath = '/emulator/faults'

export type Switchboard = {
  /** The faults of one request: those that its header asks for, and one that was armed for its like. */
  faultsOf(facts: RequestFacts, incoming: IncomingMessage): Partial<Faults> | undefined
  answer(incoming: IncomingMessage): Promise<Answer>
}

/** Only an emulator that was started with its fault menu has one: nothing of it exists otherwise. */
export function switchboard(engine: Engine): Switchboard {
  const armed: { readonly name: string; times: number }[] = []
  const order = (text: string): Answer => {
    const posted = parsePythonJson(text) as { readonly fault?: unknown; readonly times?: unknown }
    const name = String(posted.fault)
    const fault = faultMenu[name]
    if (fault === undefined) return textAnswer(404, `there is no fault ${name.slice(0, 40)}`)
    if (fault.scope === 'engine') fault.act(engine)
    else armed.push({ name, times: Number(posted.times ?? 1) })
    return jsonAnswer({ fault: name })
  }
  const takeArmed = (facts: RequestFacts): Partial<Faults> => {
    const next = armed.find(({ name, times }) => times > 0 && isMet(name, facts))
    if (next === undefined) return {}
    next.times -= 1
    return faultsNamed(next.name)
  }
  return {
    faultsOf: (facts, incoming) => {
      const asked = String(incoming.headers['x-emulator-fault'] ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => isMet(name, facts))
      const found = Object.assign({}, takeArmed(facts), ...asked.map(faultsNamed)) as Partial<Faults>
      return Object.keys(found).length === 0 ? undefined : found
    },
    answer: async (incoming) => {
      if (incoming.method === 'GET')
        return jsonAnswer(Object.fromEntries(Object.entries(faultMenu).map(([name, { scope }]) => [name, scope])))
      if (incoming.method === 'POST') return order(await textOf(incoming))
      armed.length = 0
      clearFaults(engine)
      return jsonAnswer({})
    },
  }
}

function isMet(name: string, facts: RequestFacts): boolean {
  const fault = faultMenu[name]
  return fault !== undefined && meets(fault, facts)
}

function faultsNamed(name: string): Partial<Faults> {
  const fault = faultMenu[name]
  return fault === undefined || fault.scope === 'engine' ? {} : fault.faults
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
