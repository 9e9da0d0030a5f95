import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { lineageWords } from '../../strings/en-lineage.ts'
import { membersOf, rowsOf, stepFrom, type Member } from './family.ts'
import { PictureNode } from './picture-node.tsx'

const words = lineageWords

type TreeProps = {
  readonly family: Member
  readonly currentId: string
  readonly picks: readonly string[]
  readonly masks: boolean
  readonly onPick: (id: string) => void
}

/** The family as a tree for eyes, hand, keyboard and screen reader: arrows walk, Enter or Space picks. */
export function FamilyTree(props: TreeProps) {
  const { family, currentId, onPick } = props
  const members = useMemo(() => membersOf(family), [family])
  const tree = useRef<HTMLUListElement>(null)
  const [reachable, setReachable] = useState(currentId)
  // Tab must find one picture of the tree, also when the one that had it is gone.
  const tabId = members.some((member) => member.image.id === reachable) ? reachable : family.image.id
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const id = event.target instanceof HTMLElement ? event.target.dataset['member'] : undefined
    if (id === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    const next = stepFrom(event.key, id, members)
    if (next !== null) {
      setReachable(next)
      tree.current?.querySelector<HTMLElement>(`[data-member="${next}"]`)?.focus()
    } else if (event.key === 'Enter' || event.key === ' ') onPick(id)
    else return
    event.preventDefault()
  }
  return (
    <ul
      className={`tree ${lookOf(rowsOf(family), Math.max(...members.map(({ level }) => level)))}`}
      role="tree"
      aria-label={words.tree}
      aria-multiselectable="true"
      ref={tree}
      onKeyDown={onKeyDown}
      data-own-keys
    >
      <Branch {...props} member={family} place={1} siblings={1} tabId={tabId} />
    </ul>
  )
}

/** Few rows leave a tall stage: their pictures stand above the words, as large as they fit. Short and wide, the words stand beside them. */
const lookOf = (rows: number, generations: number): string => (rows === 1 || (rows === 2 && generations > 2) ? 'tree--row' : '')

type BranchProps = TreeProps & {
  readonly member: Member
  readonly place: number
  readonly siblings: number
  readonly tabId: string
}

function Branch({ member, place, siblings, ...tree }: BranchProps) {
  const { image, level, edits } = member
  const picked = tree.picks.indexOf(image.id)
  const letter = picked < 0 ? null : picked === 0 ? 'A' : 'B'
  return (
    <li role="none">
      <PictureNode
        member={member}
        letter={letter}
        current={image.id === tree.currentId}
        masks={tree.masks}
        onPick={() => tree.onPick(image.id)}
        role="treeitem"
        aria-level={level}
        aria-posinset={place}
        aria-setsize={siblings}
        aria-selected={letter !== null}
        tabIndex={image.id === tree.tabId ? 0 : -1}
        {...(edits.length > 0 ? { 'aria-expanded': true } : {})}
      />
      {edits.length > 0 && (
        <ul role="group">
          {edits.map((edit, at) => (
            <Branch key={edit.image.id} {...tree} member={edit} place={at + 1} siblings={edits.length} />
          ))}
        </ul>
      )}
    </li>
  )
}
