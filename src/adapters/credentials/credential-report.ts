import { z } from 'zod'
import type { CredentialReport, CredentialStep } from '../../application/ports/credential-signer.ts'

/** A signature of somebody unknown is not a fault of the file. */
const harmless = 'signingCredential.untrusted'

const codes = z.array(z.object({ code: z.string() })).default([])
const results = z
  .object({
    activeManifest: z.object({ failure: codes }).optional(),
    ingredientDeltas: z.array(z.object({ validationDeltas: z.object({ failure: codes }) })).default([]),
  })
  .optional()
const manifest = z.object({
  title: z.string().default('untitled'),
  claim_generator_info: z.array(z.object({ name: z.string(), version: z.string().optional() })).default([]),
  assertions: z.array(z.object({ label: z.string(), data: z.unknown() })).default([]),
  ingredients: z
    .array(
      z.object({
        title: z.string().default('untitled'),
        relationship: z.string(),
        active_manifest: z.string().optional(),
        validation_results: results,
      }),
    )
    .default([]),
})
const actions = z.object({
  actions: z.array(z.object({ action: z.string(), when: z.string().optional(), digitalSourceType: z.string().optional() })),
})
const store = z.object({
  active_manifest: z.string(),
  manifests: z.record(z.string(), manifest),
  validation_state: z.enum(['Trusted', 'Valid', 'Invalid']),
  validation_results: results,
})

type Manifest = z.infer<typeof manifest>
type Results = z.infer<typeof results>

const states = { Trusted: 'trusted', Valid: 'valid', Invalid: 'invalid' } as const

/** Reads the library's answer; `null` is a file without a manifest. */
export function reportOf(answer: unknown): CredentialReport {
  if (answer === null) return { state: 'none', chain: [] }
  const { active_manifest, manifests, validation_state, validation_results } = store.parse(answer)
  return { state: states[validation_state], chain: chainFrom(manifests, active_manifest, ownFaults(validation_results)) }
}

/**
 * The verifier holds a parent's faults against the parent alone, and calls the child valid: so every step is judged by what its child
 * recorded of it.
 */
function chainFrom(manifests: Readonly<Record<string, Manifest>>, label: string, faults: readonly string[]): readonly CredentialStep[] {
  const found = manifests[label]
  if (found === undefined) return []
  // A manifest cannot hold itself: its label is taken out, so that a forged circle ends.
  const others = Object.fromEntries(Object.entries(manifests).filter(([other]) => other !== label))
  const parent = found.ingredients.find(({ relationship }) => relationship === 'parentOf')
  const step = stepOf(found, faults)
  if (parent === undefined) return [step]
  if (parent.active_manifest === undefined) return [step, unsigned(parent.title)]
  return [step, ...chainFrom(others, parent.active_manifest, ownFaults(parent.validation_results))]
}

function stepOf({ title, claim_generator_info, assertions }: Manifest, faults: readonly string[]): CredentialStep {
  const done = assertions.flatMap(({ label, data }) =>
    label.startsWith('c2pa.actions') ? (actions.safeParse(data).data?.actions ?? []) : [],
  )
  const [generator] = claim_generator_info
  const last = (read: (action: (typeof done)[number]) => string | undefined): string | null =>
    done.map(read).findLast((found) => found !== undefined) ?? null
  return {
    title,
    madeBy: generator === undefined ? null : [generator.name, generator.version].filter((part) => part !== undefined).join(' '),
    actions: done.map(({ action }) => action),
    when: last(({ when }) => when),
    sourceType:
      last(({ digitalSourceType }) => digitalSourceType)
        ?.split('/')
        .at(-1) ?? null,
    state: faults.length === 0 ? 'intact' : 'altered',
    faults,
  }
}

const unsigned = (title: string): CredentialStep => ({
  title,
  madeBy: null,
  actions: [],
  when: null,
  sourceType: null,
  state: 'unsigned',
  faults: [],
})

const ownFaults = (found: Results): readonly string[] =>
  (found?.activeManifest?.failure ?? []).map(({ code }) => code).filter((code) => code !== harmless)
