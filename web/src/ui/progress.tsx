import type { CSSProperties } from 'react'

/** How far something is; `part` is 0..1. */
export function Progress({ label, part, onImage = false }: { readonly label: string; readonly part: number; readonly onImage?: boolean }) {
  const percent = Math.round(part * 100)
  return (
    <div
      className={`progress ${onImage ? 'progress--on-image' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <i style={{ '--v': `${percent}%` } as CSSProperties} />
    </div>
  )
}
