import type { CSSProperties, RefObject } from 'react'
import type { Size } from './zoom.ts'
import { useZoom, type ZoomStore } from './use-zoom.ts'

type ZoomPictureProps = {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly store: ZoomStore
  readonly source: string
  /** Small and there already: stands in until the file has come. */
  readonly preview: string | null
  readonly title: string
  readonly picture: Size
  readonly onSwipe: (by: 1 | -1) => void
}

/** The picture, whole at first: wheel, pinch and double click go nearer, a hand pulls it about, a swipe goes on. */
export function ZoomPicture({ frame, store, source, preview, title, picture, onSwipe }: ZoomPictureProps) {
  const hands = useZoom({ frame, picture, store, onSwipe })
  const { scale, x, y, shiftX } = store()
  const style = {
    '--ar': picture.width / picture.height,
    transform: scale === 1 && shiftX === 0 ? undefined : `translate(${x + shiftX}px, ${y}px) scale(${scale})`,
    backgroundImage: preview === null ? undefined : `url("${preview}")`,
  } as CSSProperties
  return (
    <div ref={frame} className={`viewer__zoom ${scale > 1 ? 'is-near' : ''}`} {...hands}>
      <img className="viewer__fit" style={style} src={source} alt={title} width={picture.width} height={picture.height} draggable={false} />
    </div>
  )
}

/** `Fit`, or how near. */
export function ZoomWord({
  store,
  frame,
  picture,
  fit,
}: {
  readonly store: ZoomStore
  readonly frame: RefObject<HTMLDivElement | null>
  readonly picture: Size
  readonly fit: string
}) {
  const scale = store((zoom) => zoom.scale)
  if (scale === 1 || frame.current === null) return fit
  const { clientWidth, clientHeight } = frame.current
  const whole = Math.min(clientWidth / picture.width, clientHeight / picture.height)
  return `${Math.round(scale * whole * 100)}%`
}
