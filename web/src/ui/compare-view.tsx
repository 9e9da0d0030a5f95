import { ReactCompareSlider, ReactCompareSliderImage } from 'react-compare-slider'
import type { CSSProperties } from 'react'

type CompareViewProps = {
  readonly before: string
  readonly after: string
  readonly width: number
  readonly height: number
  readonly label: string
  readonly beforeWord: string
  readonly afterWord: string
  /** Where the line stands at first, from the left edge. */
  readonly startPct?: number
}

/** Before and after of one picture, on top of each other, parted by a line that hand or arrow keys move. */
export function CompareView({ before, after, width, height, label, beforeWord, afterWord, startPct = 50 }: CompareViewProps) {
  return (
    <div className="compare-view" role="group" aria-label={label} style={{ '--ar': width / height } as CSSProperties} data-own-keys>
      <ReactCompareSlider
        className="compare-view__slider"
        defaultPosition={startPct}
        itemOne={<ReactCompareSliderImage src={before} alt={beforeWord} />}
        itemTwo={<ReactCompareSliderImage src={after} alt={afterWord} />}
      />
      <span className="badge badge--on-image compare__tag compare__tag--a">{beforeWord}</span>
      <span className="badge badge--on-image compare__tag compare__tag--b">{afterWord}</span>
    </div>
  )
}
