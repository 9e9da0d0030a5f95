/** What JSON Schema of the description is read here. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly format?: string
}

export type Dice = ReturnType<typeof dice>

/** The same throws for the same seed. */
export function dice(seed: number) {
  let state = seed >>> 0
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    chance: (likelihood: number): boolean => roll() < likelihood,
    below: (limit: number): number => Math.floor(roll() * limit),
    oneOf: <Value>(values: readonly Value[]): Value => {
      const value = values[Math.floor(roll() * values.length)]
      if (value === undefined) throw new Error('nothing to choose from')
      return value
    },
  }
}

/** Values of a schema. `hints`: good values by the name of a field, where the schema alone does not give them; `always`: optional fields without which little works. */
export function sampler(
  components: Readonly<Record<string, Schema>>,
  { chance, below, oneOf }: Dice,
  hints: Readonly<Record<string, readonly unknown[]>>,
  always: ReadonlySet<string>,
) {
  const sample = (schema: Schema, name = '', depth = 0): unknown => {
    const hinted = hints[name]
    if (hinted !== undefined && schema.type !== 'array' && chance(0.9)) return oneOf(hinted)
    if (schema.$ref !== undefined) return sample(components[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name, depth)
    if (schema.const !== undefined) return schema.const
    if (schema.enum !== undefined) return oneOf(schema.enum)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return sample(oneOf(choices), name, depth + 1)
    if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((part) => sample(part, name, depth + 1)))
    switch (Array.isArray(schema.type) ? oneOf(schema.type as readonly string[]) : schema.type) {
      case 'object':
        return objectOf(schema, depth)
      case 'array':
        return Array.from({ length: 1 + below(2) }, () => sample(schema.items ?? {}, name, depth + 1))
      case 'integer':
      case 'number':
        return (schema.minimum ?? 0) + below(Math.min((schema.maximum ?? 10) - (schema.minimum ?? 0), 1e6) + 1)
      case 'boolean':
        return chance(0.5)
      case 'null':
        return null
      default:
        return schema.format === 'date-time' ? '2026-01-31T10:00:00Z' : 'w'.repeat(Math.max(schema.minLength ?? 0, 3))
    }
  }
  const objectOf = (schema: Schema, depth: number): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name]) => schema.required?.includes(name) === true || (depth < 4 && chance(always.has(name) ? 1 : 0.3)))
        .map(([name, member]) => [name, sample(member, name, depth + 1)]),
    )
  return sample
}

/** What breaks parsers, stores and habits. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e\u200b',
  'ｆｕｌｌ ｗｉｄｔｈ',
  '👩‍🎨'.repeat(40),
  'x'.repeat(5_000),
  "'; drop table events; --",
  '../../../etc/passwd',
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '0000-01-01T00:00:00Z',
  'NaN',
  '1e400',
  '00000000-0000-4000-8000-000000000000',
  [],
  {},
  [[[[[]]]]],
  { toString: null, constructor: { prototype: {} } },
  Array.from({ length: 600 }, () => 0),
]

/** The value with something broken somewhere in it. */
export function mutated(value: unknown, at: Dice): unknown {
  if (typeof value !== 'object' || value === null || at.chance(0.1)) return at.oneOf(hostileValues)
  if (Array.isArray(value))
    return value.length === 0 ? [at.oneOf(hostileValues)] : value.map((one) => (at.chance(0.5) ? mutated(one, at) : one))
  const entries = Object.entries(value)
  const extra: [string, unknown][] = [[at.oneOf(['constructor', 'someday', '$where', '', '\u0000']), at.oneOf(hostileValues)]]
  if (entries.length === 0 || at.chance(0.15)) return Object.fromEntries([...entries, ...extra])
  const victim = at.below(entries.length)
  if (at.chance(0.25)) return Object.fromEntries(entries.filter((_, index) => index !== victim))
  return Object.fromEntries(entries.map(([name, member], index) => [name, index === victim ? mutated(member, at) : member]))
}
