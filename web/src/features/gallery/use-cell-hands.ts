import { useMemo, useRef, useState, type FocusEvent, type MouseEvent, type PointerEvent } from 'react'
import { downloadUrlOf } from '../../api/images.ts'
import { cellOf } from '../../ui/grid-focus.ts'
import type { CellAct } from './gallery-cell.tsx'
import type { SelectedActs } from './use-selected-acts.ts'

type CellHands = {
  /** Once something is marked, a click marks instead of opening. */
  readonly isSelecting: boolean
  readonly toggle: (id: string, range: boolean) => void
  readonly open: (id: string) => void
  readonly edit: (id: string) => void
  readonly erase: (id: string) => void
  readonly acts: SelectedActs
}

const longPressMs = 450
const stillPx = 10

/** One ear for all cells: clicks, what the pointer or the focus rests on, and a finger that stays. */
export function useCellHands(hands: CellHands) {
  const [over, setOver] = useState<string | null>(null)
  const [focused, setFocused] = useState<string | null>(null)
  const press = useLongPress((id) => hands.toggle(id, false))
  const hot = useMemo(() => new Set([over, focused].filter((id) => id !== null)), [over, focused])
  return {
    hot,
    onClick: (event: MouseEvent) => {
      const id = idOf(event.target)
      if (id === null || event.ctrlKey || event.metaKey) return
      if (press.swallows()) return event.preventDefault()
      const act = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-act]')?.dataset['act'] : undefined
      if (act !== undefined) return perform(act as CellAct, id, event.shiftKey, hands)
      event.preventDefault()
      if (hands.isSelecting || event.shiftKey) hands.toggle(id, event.shiftKey)
      else hands.open(id)
    },
    onPointerOver: (event: PointerEvent) => setOver(event.pointerType === 'touch' ? null : idOf(event.target)),
    onPointerLeave: () => setOver(null),
    onFocus: (event: FocusEvent) => setFocused(idOf(event.target)),
    onBlur: (event: FocusEvent) => setFocused(idOf(event.relatedTarget)),
    onPointerDown: press.down,
    onPointerMove: press.move,
    onPointerUp: press.end,
    onPointerCancel: press.end,
    onContextMenu: press.menu,
  }
}

function perform(act: CellAct, id: string, range: boolean, { toggle, edit, erase, acts }: CellHands): void {
  switch (act) {
    case 'select':
      return toggle(id, range)
    case 'favourite':
      return acts.favourite([id])
    case 'edit':
      return edit(id)
    case 'download':
      return window.location.assign(downloadUrlOf(id))
    case 'trash':
      return acts.trash([id])
    case 'restore':
      return acts.restore([id])
    case 'erase':
      return erase(id)
  }
}

/** A finger that stays on a picture marks it; the click and the menu that follow are not meant. */
function useLongPress(held: (id: string) => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const start = useRef({ x: 0, y: 0, fired: false, touch: false })
  const end = (): void => clearTimeout(timer.current)
  return {
    down: (event: PointerEvent) => {
      const id = idOf(event.target)
      start.current = { x: event.clientX, y: event.clientY, fired: false, touch: event.pointerType === 'touch' }
      clearTimeout(timer.current)
      if (id === null || event.pointerType !== 'touch') return
      timer.current = setTimeout(() => {
        start.current.fired = true
        held(id)
      }, longPressMs)
    },
    move: (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > stillPx) end()
    },
    end,
    menu: (event: MouseEvent) => {
      if (start.current.touch) event.preventDefault()
    },
    swallows: () => {
      const { fired } = start.current
      start.current.fired = false
      return fired
    },
  }
}

const idOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? cellOf(target)?.dataset['image'] : undefined) ?? null
