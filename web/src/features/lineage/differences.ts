import type { LineageChange, WireImage } from '../../api/images.ts'
import { lineageWords } from '../../strings/en-lineage.ts'

const words = lineageWords

export type Field = LineageChange['field']
type Value = string | number | null
export type Difference = { readonly name: string; readonly a: string | null; readonly b: string | null }

/** In which settings any two pictures differ, in the order in which people read them, and in how many they do not. */
export function differencesOf(a: WireImage, b: WireImage): { readonly differing: readonly Difference[]; readonly same: number } {
  const rows = [
    { name: words.fields.madeBy, a: words.origins[a.origin], b: words.origins[b.origin] },
    ...fields.map((field) => ({ name: words.fields[field], a: shown(field, valueOf(field, a)), b: shown(field, valueOf(field, b)) })),
  ].filter((row) => row.a !== null || row.b !== null)
  const differing = rows.filter((row) => row.a !== row.b)
  return { differing, same: rows.length - differing.length }
}

/**
 * What an edge says: long texts are only said to have changed, and what asks and shows the picture anyway is left out. Another workflow
 * brings steps and sampler of its own; those say nothing then, and the workflow itself comes last.
 */
export function changeLines(changes: readonly LineageChange[]): readonly string[] {
  const otherWorkflow = changes.some(({ field }) => field === 'workflow')
  const told = changes.filter(({ field }) => !untold.has(field) && !(otherWorkflow && ofWorkflow.has(field)))
  const inOrder = [...told.filter(({ field }) => field !== 'workflow'), ...told.filter(({ field }) => field === 'workflow')]
  return inOrder.flatMap(({ field, from, to }) => {
    if (from === null && to === plainEdit[field]) return []
    const name = words.fields[field]
    if (field === 'prompt' || field === 'negativePrompt') return [words.reworded(name)]
    const next = shown(field, to)
    if (next === null) return [words.without(name)]
    return [words.changed(name, field === 'seed' || field === 'workflow' ? null : shown(field, from), next)]
  })
}

/** What an edit has when nobody chose anything; beside a picture that has none of it, it says nothing. */
const plainEdit: Partial<Record<Field, Value>> = { growPx: 0, featherPx: 8, strength: 1, area: 'whole' }
const untold: ReadonlySet<Field> = new Set(['editPrompt', 'maskCoveragePct'])
const ofWorkflow: ReadonlySet<Field> = new Set(['steps', 'cfg', 'guidance', 'sampler', 'scheduler', 'denoise'])

const fields: readonly Field[] = [
  'editPrompt',
  'maskCoveragePct',
  'seed',
  'workflow',
  'steps',
  'cfg',
  'guidance',
  'sampler',
  'scheduler',
  'denoise',
  'growPx',
  'featherPx',
  'strength',
  'area',
  'size',
  'prompt',
  'negativePrompt',
]

function valueOf(field: Field, image: WireImage): Value {
  switch (field) {
    case 'editPrompt':
    case 'prompt':
    case 'negativePrompt':
    case 'workflow':
    case 'seed':
    case 'maskCoveragePct':
      return image[field]
    case 'size':
      return `${image.width} × ${image.height}`
    default: {
      const value = image.params?.[field]
      return typeof value === 'string' || typeof value === 'number' ? value : null
    }
  }
}

function shown(field: Field, value: Value): string | null {
  if (value === null) return null
  if (typeof value === 'string') return field === 'area' ? (words.areas[value] ?? value) : value
  if (field === 'growPx' || field === 'featherPx') return words.px(value)
  if (field === 'strength') return words.percent(Math.round(value * 100))
  return field === 'maskCoveragePct' ? words.percent(value) : String(value)
}
