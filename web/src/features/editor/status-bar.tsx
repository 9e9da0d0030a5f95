import { Minus, Plus } from 'lucide-react'
import type { ComponentProps } from 'react'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { Segmented, Slider } from '../../ui/fields.tsx'
import { brushSizePx, useEditor, useEditorStore, withBrushSize, withHardness } from './editor-state.ts'
import { useFacts } from './use-facts.ts'

const words = editorWords

/** The brush on the left, what is masked on the right, spoken too. */
export function StatusBar({ engine }: { readonly engine: MaskEngine }) {
  const { coveragePct, bounds } = useFacts(engine)
  const [width, height] = bounds === null ? [0, 0] : [bounds.x1 - bounds.x0, bounds.y1 - bounds.y0]
  return (
    <div className="statusbar">
      <ToolOptions />
      <span className="coverage push">
        <i />
        <span aria-hidden="true">
          {words.mask} <b className="num">{coveragePct}%</b>
          <span className="only-wide">{words.ofThePicture}</span>
        </span>
        {bounds !== null && (
          <span className="muted num only-wide" aria-hidden="true">
            {words.pixels(width, height)}
          </span>
        )}
        <span className="vh" role="status">
          {words.spoken(coveragePct, width, height)}
        </span>
      </span>
    </div>
  )
}

/** What can be set of the tool in the hand; of one that has nothing to set, how it is used. */
function ToolOptions() {
  const store = useEditorStore()
  const tool = useEditor((state) => state.tool)
  const sizePx = useEditor(brushSizePx)
  const hardnessPct = useEditor((state) => state.hardnessPct)
  const tolerance = useEditor((state) => state.tolerance)
  if (tool === 'hand') return <Hint tool={tool} />
  if (tool === 'wand')
    return (
      <>
        <ShapeBlend />
        <BarSlider label={words.tolerance} min={1} max={100} value={tolerance} onSlide={(value) => store.setState({ tolerance: value })} />
      </>
    )
  if (tool !== 'brush' && tool !== 'eraser')
    return (
      <>
        <ShapeBlend />
        <Hint tool={tool} />
      </>
    )
  return (
    <>
      <BarSlider
        label={words.size}
        min={1}
        max={400}
        value={sizePx}
        onSlide={(value) => store.setState((state) => withBrushSize(state, value))}
      />
      <BarSlider
        className="only-wide"
        label={words.hardness}
        unit="%"
        min={0}
        max={100}
        value={hardnessPct}
        onSlide={(value) => store.setState(withHardness(value))}
      />
    </>
  )
}

/** Whether shapes add or take away: who has a finger has no Alt. */
function ShapeBlend() {
  const store = useEditorStore()
  const blend = useEditor((state) => state.shapeBlend)
  return (
    <Segmented
      label={words.shapeBlend}
      value={blend}
      choices={blends.map(({ value, icon: Icon }) => ({
        value,
        label: (
          <>
            <Icon className="icon icon--sm" aria-hidden="true" />
            <span className="statusbar__word">{words.shapeBlends[value]}</span>
          </>
        ),
      }))}
      onChoose={(shapeBlend) => store.setState({ shapeBlend })}
    />
  )
}

const blends = [
  { value: 'add', icon: Plus },
  { value: 'remove', icon: Minus },
] as const

function Hint({ tool }: { readonly tool: keyof typeof words.toolHints }) {
  return (
    <span className="truncate">
      {words.toolHints[tool]} <span className="only-wide">{words.toolHintsMore[tool]}</span>
    </span>
  )
}

type BarSliderProps = ComponentProps<typeof Slider> & { readonly unit?: string }

function BarSlider({ unit = '', className = '', ...slider }: BarSliderProps) {
  return (
    <span className={`row ${className}`}>
      {slider.label} <Slider quiet {...slider} />
      <output className="num">
        {slider.value}
        {unit}
      </output>
    </span>
  )
}
