import { useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react'
import type { WireImage } from '../../api/images.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import { maskStage, type MaskStage } from '../../mask-engine/mask-stage.ts'
import type { StageTool } from '../../mask-engine/stage-tool.ts'
import { alikePixels } from '../../mask-engine/wand.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { useEditorPrefs } from './editor-prefs.ts'
import { brushSizePx, useEditor, useEditorStore, withBrushSize, withHardness, type EditorState } from './editor-state.ts'
import { tintFor } from './mask-tint.ts'
import { openSoftEdgeWorker } from './mask-workers.ts'
import { usePicture } from './use-picture.ts'

type MaskCanvasProps = {
  readonly image: WireImage
  readonly picture: HTMLImageElement
  readonly result: string | null
  readonly engine: MaskEngine
  readonly stage: RefObject<MaskStage | null>
}

/** React's one part in painting: a box for the stage, and telling it what tool and look are chosen. */
export function MaskCanvas({ image, picture, result, engine, stage }: MaskCanvasProps) {
  const box = useRef<HTMLDivElement>(null)
  const store = useEditorStore()
  const resultPicture = usePicture(result)
  const pixels = useMemo(() => lazyPixels(picture, image.width, image.height), [picture, image.width, image.height])
  useEffect(() => {
    if (box.current === null) return
    const made = maskStage({
      container: box.current,
      engine,
      size: { widthPx: image.width, heightPx: image.height },
      picture,
      edgeWorker: openSoftEdgeWorker(),
      onResize: (growPx, hardenPct) =>
        store.setState((state) => ({
          ...withBrushSize(state, brushSizePx(state) + growPx),
          ...withHardness(state.hardnessPct + hardenPct),
        })),
      onWand: (at, blend) => {
        if (at.x < 0 || at.y < 0 || at.x >= image.width || at.y >= image.height) return
        engine.fillChosen(alikePixels(pixels(), { widthPx: image.width, heightPx: image.height }, at, store.getState().tolerance), blend)
      },
    })
    stage.current = made
    // Keys paint at once. Whoever is typing already is left there.
    if (!(document.activeElement instanceof HTMLInputElement)) {
      box.current.dataset['pointed'] = ''
      box.current.focus({ preventScroll: true })
    }
    const stop = made.onView((view) => store.setState({ scalePct: Math.round(view.scale * 100) }))
    store.setState({ scalePct: Math.round(made.view().scale * 100) })
    made.setTool(toolOf(store.getState()))
    const followTool = store.subscribe((state) => made.setTool(toolOf(state)))
    return () => {
      stop()
      followTool()
      made.destroy()
      stage.current = null
    }
  }, [engine, image.width, image.height, picture, pixels, stage, store])
  const maskShown = useEditor((state) => state.maskShown)
  const growPx = useEditor((state) => state.growPx)
  const featherPx = useEditor((state) => state.featherPx)
  const held = useEditor((state) => state.originalHeld)
  const prefs = useEditorPrefs()
  const looking = result !== null && resultPicture instanceof HTMLImageElement
  useEffect(() => {
    stage.current?.setPicture(looking && !held ? resultPicture : picture)
  }, [looking, held, resultPicture, picture, stage])
  useEffect(() => {
    const paint = (): void => {
      const tint = tintFor(prefs, picture, engine.facts().bounds)
      stage.current?.setMaskLook(maskShown && !held && result === null, tint)
      box.current?.closest<HTMLElement>('.editor')?.style.setProperty('--mask-solid', `rgb(${tint.red} ${tint.green} ${tint.blue})`)
    }
    paint()
    return engine.subscribe(paint)
  }, [maskShown, held, result, prefs, picture, engine, stage])
  useEffect(() => {
    stage.current?.setEdge(prefs.edgeShown ? { growPx, featherPx } : null)
  }, [prefs.edgeShown, growPx, featherPx, stage])
  return (
    <div
      ref={box}
      className="stage__box"
      role="application"
      aria-label={editorWords.canvas}
      tabIndex={0}
      onPointerDown={(event) => (event.currentTarget.dataset['pointed'] = '')}
      onBlur={(event) => delete event.currentTarget.dataset['pointed']}
      onKeyDown={(event) => {
        delete event.currentTarget.dataset['pointed']
        moveByKeys(event, stage.current)
      }}
    />
  )
}

function toolOf(state: EditorState): StageTool {
  const brush = { sizePx: brushSizePx(state), hardness: state.hardnessPct / 100 }
  if (state.shownImageId !== null) return { kind: 'pan', brush, blend: 'add' }
  switch (state.tool) {
    case 'brush':
      return { kind: 'stroke', brush, blend: 'add' }
    case 'eraser':
      return { kind: 'stroke', brush, blend: 'remove' }
    case 'hand':
      return { kind: 'pan', brush, blend: 'add' }
    case 'lasso':
    case 'polygon':
    case 'rectangle':
    case 'ellipse':
    case 'wand':
      return { kind: state.tool, brush, blend: state.shapeBlend }
  }
}

/** Painting without a pointer: arrows move the brush, with Shift by ten. Enter presses; with Shift in a line, with Alt it takes away. */
function moveByKeys(event: KeyboardEvent, stage: MaskStage | null): void {
  const step = event.shiftKey ? 10 : 1
  const ways: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-step, 0],
    ArrowRight: [step, 0],
    ArrowUp: [0, -step],
    ArrowDown: [0, step],
  }
  const way = ways[event.key]
  if (stage === null || event.ctrlKey || event.metaKey) return
  if (way !== undefined && !event.altKey) stage.moveCursor({ x: way[0], y: way[1] })
  else if (event.key === 'Enter') stage.pressCursor({ opposite: event.altKey, straight: event.shiftKey })
  else return
  event.preventDefault()
}

/** The picture's colours for the wand, read once, when first needed. */
function lazyPixels(picture: HTMLImageElement, width: number, height: number): () => Uint8ClampedArray {
  let read: Uint8ClampedArray | null = null
  return () => {
    if (read !== null) return read
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d', { willReadFrequently: true })
    context?.drawImage(picture, 0, 0, width, height)
    read = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray(width * height * 4)
    return read
  }
}
