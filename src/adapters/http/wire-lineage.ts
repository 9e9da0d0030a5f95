import type { ImageRow } from '../../projections/images/images-query.ts'
import type { Lineage, LineageEdge } from './contract/image.ts'
import { lineageFields } from './contract/image.ts'
import type { Viewer } from './wire-image.ts'
import { wireImage } from './wire-image.ts'

type Change = LineageEdge['changes'][number]
type Field = Change['field']

/** A tree with what differs along each of its edges. `rows` holds the whole tree; `id` names it where that is empty. */
export function wireLineage(id: string, rows: readonly ImageRow[], viewer: Viewer): Lineage {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const edges = rows.flatMap((child) => {
    const parent = child.sourceImageId === null ? undefined : byId.get(child.sourceImageId)
    return parent === undefined ? [] : [{ parentId: parent.id, childId: child.id, changes: changesBetween(parent, child) }]
  })
  return { rootImageId: rows[0]?.rootImageId ?? id, images: rows.map((row) => wireImage(row, viewer)), edges }
}

/** In the order of `lineageFields`. An erased picture has lost its words, which is no difference in how the two were made. */
export function changesBetween(parent: ImageRow, child: ImageRow): Change[] {
  const gone = parent.erased || child.erased
  return lineageFields
    .filter((field) => !gone || !words.has(field))
    .map((field) => ({ field, from: valueOf(parent, field), to: valueOf(child, field) }))
    .filter(({ from, to }) => from !== to)
}

const words: ReadonlySet<Field> = new Set(['prompt', 'editPrompt', 'negativePrompt'])

function valueOf(row: ImageRow, field: Field): Change['from'] {
  switch (field) {
    case 'prompt':
    case 'editPrompt':
    case 'negativePrompt':
      // Nothing typed and nothing there read the same.
      return row[field] === '' ? null : row[field]
    case 'seed':
    case 'workflow':
    case 'maskCoveragePct':
      return row[field]
    case 'size':
      return `${row.width} × ${row.height}`
    default: {
      const value = row.params?.[field]
      return typeof value === 'string' || typeof value === 'number' ? value : null
    }
  }
}
