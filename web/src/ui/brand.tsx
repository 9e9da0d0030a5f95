/** The mark: a person within a dashed edge, which is a mask's edge. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <rect className="m2" x="1.5" y="1.5" width="21" height="21" rx="6.5" />
      <path className="m1" d="M12 5.6a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM5.4 19.2c.6-3.2 3.2-4.7 6.6-4.7s6 1.5 6.6 4.7z" />
    </svg>
  )
}
