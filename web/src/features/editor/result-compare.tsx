import { fileUrl, type WireImage } from '../../api/images.ts'
import type { MaskEngine } from '../../mask-engine/mask-engine.ts'
import { editorWords } from '../../strings/en-editor.ts'
import { CompareView } from '../../ui/compare-view.tsx'
import { Segmented } from '../../ui/fields.tsx'
import { useEditorPrefs } from './editor-prefs.ts'

const words = editorWords
const asidePct = 2

/** A result against its source: one on top of the other, or one beside the other. */
export function ResultCompare({
  image,
  result,
  engine,
}: {
  readonly image: WireImage
  readonly result: WireImage
  readonly engine: MaskEngine
}) {
  const way = useEditorPrefs((prefs) => prefs.compareWay)
  const [before, after] = [fileUrl(image), fileUrl(result)]
  if (before === null || after === null) return null
  const size = { width: image.width, height: image.height }
  return (
    <>
      <div className="stage__compare">
        {way === 'slider' ? (
          <CompareView
            key={result.id}
            before={before}
            after={after}
            {...size}
            label={words.compareLabel}
            beforeWord={words.before}
            afterWord={words.after}
            startPct={besideMask(engine, image.width)}
          />
        ) : (
          <div className="beside" role="group" aria-label={words.besideLabel}>
            <Side source={before} word={words.before} {...size} />
            <Side source={after} word={words.after} {...size} />
          </div>
        )}
      </div>
      <div className="stage__hud">
        <Segmented
          label={words.compareWay}
          value={way}
          choices={(['slider', 'beside'] as const).map((value) => ({ value, label: words.compareWays[value] }))}
          onChoose={(compareWay) => useEditorPrefs.setState({ compareWay })}
        />
      </div>
    </>
  )
}

function Side({
  source,
  word,
  width,
  height,
}: {
  readonly source: string
  readonly word: string
  readonly width: number
  readonly height: number
}) {
  return (
    <figure>
      <img src={source} alt={word} width={width} height={height} />
      <figcaption className="badge badge--on-image">{word}</figcaption>
    </figure>
  )
}

/** The line starts just left of what was painted, so that the first look shows all of the new. */
function besideMask(engine: MaskEngine, widthPx: number): number {
  const { bounds } = engine.facts()
  return bounds === null ? 50 : Math.min(98, Math.max(2, (100 * bounds.x0) / widthPx - asidePct))
}
