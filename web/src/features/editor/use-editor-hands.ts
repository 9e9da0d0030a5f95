import { useRef, type RefObject } from 'react'
import type { EditorHands, Tool } from '../../actions/editor-actions.ts'
import { useFavourite, useRestore, useTrash } from '../../api/images.ts'
import { isLive, useCancel } from '../../api/jobs.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import type { MaskStage } from '../../mask-engine/mask-stage.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { toast } from '../../ui/toast.ts'
import { brushSizePx, useEditorStore, withBrushSize, withHardness } from './editor-state.ts'
import type { Apply } from './use-apply.ts'
import type { Results } from './use-results.ts'

const words = editorWords
const spreadPx = 4

type Needs = {
  readonly engine: MaskEngine
  readonly stage: RefObject<MaskStage | null>
  readonly results: Results
  readonly apply: Apply
  readonly close: () => void
}

/** Everything the editor's buttons and keys can do. */
export function useEditorHands({ engine, stage, results, apply, close }: Needs): EditorHands {
  const store = useEditorStore()
  const cancel = useCancel()
  const before = useRef<Tool>('brush')
  const state = () => store.getState()
  const backToMask = (): void => store.setState({ shownImageId: null, comparing: false })
  return {
    chooseTool: (tool) => {
      // One that is chosen while the hand is held is the one to come back to.
      before.current = tool
      store.setState({ tool, shownImageId: null, comparing: false })
    },
    resizeBrush: (direction) => store.setState(withBrushSize(state(), nextSize(brushSizePx(state()), direction))),
    hardenBrush: (direction) => store.setState(withHardness(state().hardnessPct + 10 * direction)),
    undo: () => (stage.current?.takeBackCorner() === true ? undefined : engine.undo()),
    redo: () => engine.redo(),
    invert: () => engine.invert(),
    spreadMask: (direction) => engine.spread(spreadPx * direction),
    fill: () => engine.fillAll(),
    clear: () => engine.clear(),
    toggleMask: () => store.setState({ maskShown: !state().maskShown }),
    showOriginal: (originalHeld) => store.setState({ originalHeld }),
    holdHand: (held) => {
      if (held) before.current = state().tool
      store.setState({ tool: held ? 'hand' : before.current })
    },
    fit: () => stage.current?.fit(),
    fullSize: () => stage.current?.fullSize(),
    zoom: (direction) => stage.current?.zoom(direction),
    generate: () => void apply.send(),
    cancel: () => results.places.filter(({ job }) => isLive(job)).forEach(({ job }) => cancel.mutate(job.id)),
    ...useResultHands(results, backToMask),
    close: () => {
      if (stage.current?.dropCorners() === true) return
      if (state().shownImageId === null) close()
      else backToMask()
    },
  }
}

/** What can be done with the results: look at one after the other, compare, keep, throw away. */
function useResultHands(
  results: Results,
  backToMask: () => void,
): Pick<EditorHands, 'stepResult' | 'compare' | 'keep' | 'favourite' | 'discard'> {
  const store = useEditorStore()
  const trash = useTrash()
  const restore = useRestore()
  const favourite = useFavourite()
  const state = () => store.getState()
  const finished = results.places.flatMap((place) => (place.image === undefined ? [] : [place.image]))
  const shownAt = (): number => finished.findIndex((image) => image.id === state().shownImageId)
  return {
    stepResult: (by) => {
      const next = finished[shownAt() + by]
      if (next !== undefined) store.setState({ shownImageId: next.id })
      else if (by === -1) backToMask()
    },
    compare: () => {
      if (state().shownImageId !== null) return store.setState({ comparing: !state().comparing })
      const last = finished.at(-1)
      if (last !== undefined) store.setState({ shownImageId: last.id, comparing: true })
    },
    keep: () => {
      if (shownAt() < 0) return
      toast.success(words.kept)
      backToMask()
    },
    favourite: () => {
      const image = finished[shownAt()]
      if (image === undefined) return
      favourite.mutate({ id: image.id, favourite: !image.favourite })
    },
    discard: () => {
      const image = finished[shownAt()]
      if (image === undefined) return
      backToMask()
      trash.mutate(image.id)
      toast(words.discarded, { duration: 8_000, action: { label: words.undo, onClick: () => restore.mutate(image.id) } })
    },
  }
}

/** A tenth more or less, and at least one pixel. */
const nextSize = (sizePx: number, direction: 1 | -1): number => sizePx + direction * Math.max(1, Math.round(sizePx * 0.15))
