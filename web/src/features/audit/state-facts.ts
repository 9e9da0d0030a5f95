import type { StateAnswer } from '../../api/audit.ts'
import { auditWords as words } from '../../strings/en-audit.ts'
import { text } from '../../strings/en.ts'

type Name = keyof typeof words.rows
export type Fact = { readonly name: Name; readonly value: string }

/** What is worth reading of a folded state, as far as it holds it. The state is the program's own and may grow: nothing in it is relied on. */
export function factsOf({ status, state }: StateAnswer): readonly Fact[] {
  const facts = recordIn(state, 'facts')
  const request = recordIn(state, 'request')
  const made = Object.keys(facts).length > 0 ? facts : request
  const params = recordIn(made, 'params')
  const favourite = state['favourite']
  const found: readonly (readonly [Name, string | null])[] = [
    ['picture', textIn(facts, 'assetId')],
    ['job', textIn(made, 'jobId')],
    ['origin', words.origins[textIn(facts, 'origin') ?? ''] ?? null],
    ['attempt', textIn(state, 'attempts')],
    ['engine', textIn(recordIn(state, 'current'), 'backendId') ?? textIn(facts, 'engine')],
    ['size', sizeIn(Object.keys(facts).length > 0 ? facts : params)],
    ['seed', textIn(params, 'seed')],
    ['coverage', shareIn(facts) ?? shareIn(recordIn(request, 'mask'))],
    ['favourite', typeof favourite === 'boolean' && status !== 'none' ? (favourite ? words.yes : words.notYet) : null],
  ]
  return found.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
}

type Fields = Readonly<Record<string, unknown>>

function recordIn(fields: Fields, name: string): Fields {
  const value = fields[name]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function textIn(fields: Fields, name: string): string | null {
  const value = fields[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null
}

function sizeIn(fields: Fields): string | null {
  const [width, height] = [textIn(fields, 'width'), textIn(fields, 'height')]
  return width === null || height === null ? null : text.viewer.size(Number(width), Number(height))
}

function shareIn({ coveredPixels, totalPixels }: Fields): string | null {
  return typeof coveredPixels === 'number' && typeof totalPixels === 'number' && totalPixels > 0
    ? words.percent(coveredPixels / totalPixels)
    : null
}
