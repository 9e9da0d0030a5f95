import type { Lineage, LineageChange, WireImage } from '../../api/images.ts'

/** One picture of the tree with what was done otherwise than in its parent, and its own edits, oldest first. */
export type Member = {
  readonly image: WireImage
  readonly changes: readonly LineageChange[]
  /** 1 for the original. */
  readonly level: number
  readonly parentId: string | null
  readonly edits: readonly Member[]
}

/** The family as a tree; null when the original is missing. */
export function familyOf(lineage: Lineage): Member | null {
  const images = new Map(lineage.images.map((image) => [image.id, image]))
  const edges = new Map<string, Lineage['edges'][number][]>()
  for (const edge of lineage.edges) edges.set(edge.parentId, [...(edges.get(edge.parentId) ?? []), edge])
  const memberOf = (image: WireImage, level: number, parentId: string | null, changes: readonly LineageChange[]): Member => ({
    image,
    changes,
    level,
    parentId,
    edits: (edges.get(image.id) ?? [])
      .flatMap((edge) => {
        const child = images.get(edge.childId)
        return child === undefined ? [] : [memberOf(child, level + 1, image.id, edge.changes)]
      })
      .sort((one, other) => one.image.createdAt.localeCompare(other.image.createdAt)),
  })
  const root = images.get(lineage.rootImageId)
  return root === undefined ? null : memberOf(root, 1, null, [])
}

/** All of the family from top to bottom, as the eye and the arrow keys go. */
export const membersOf = (member: Member): readonly Member[] => [member, ...member.edits.flatMap(membersOf)]

/** How many rows the tree takes: one for each picture that nothing was made of. */
export const rowsOf = ({ edits }: Member): number => (edits.length === 0 ? 1 : edits.reduce((rows, edit) => rows + rowsOf(edit), 0))

/** Where an arrow key, Home or End leads from a picture of the tree; null for no other place. */
export function stepFrom(key: string, id: string, members: readonly Member[]): string | null {
  const at = members.findIndex((member) => member.image.id === id)
  const here = members[at]
  if (here === undefined) return null
  switch (key) {
    case 'ArrowDown':
      return members[at + 1]?.image.id ?? null
    case 'ArrowUp':
      return members[at - 1]?.image.id ?? null
    case 'ArrowLeft':
      return here.parentId
    case 'ArrowRight':
      return here.edits[0]?.image.id ?? null
    case 'Home':
      return members[0]?.image.id ?? null
    case 'End':
      return members.at(-1)?.image.id ?? null
    default:
      return null
  }
}

/** At most two pictures are picked: a third takes the place of the one picked first, and picking again lets go. */
export function pickedWith(picks: readonly string[], id: string): readonly string[] {
  if (picks.includes(id)) return picks.filter((one) => one !== id)
  return [...picks, id].slice(-2)
}
