import type { CSSProperties } from 'react'

/** The picture whole, or in its own pixels to scroll through; a click goes from one to the other. */
export function ZoomPicture({
  source,
  title,
  width,
  height,
  full,
  onToggle,
}: {
  readonly source: string
  readonly title: string
  readonly width: number
  readonly height: number
  readonly full: boolean
  readonly onToggle: () => void
}) {
  if (full)
    return (
      <div className="viewer__scroll" tabIndex={0} role="region" aria-label={title} data-own-keys>
        <img src={source} alt={title} width={width} height={height} onDoubleClick={onToggle} />
      </div>
    )
  return (
    <img
      className="viewer__fit"
      style={{ '--ar': width / height } as CSSProperties}
      src={source}
      alt={title}
      width={width}
      height={height}
      onDoubleClick={onToggle}
    />
  )
}
