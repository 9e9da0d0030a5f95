import { CircleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { text } from '../strings/en.ts'

/** Empty: says what would be here and offers the way to it. */
export function EmptyState({
  icon: Icon,
  title,
  hint,
  children,
}: {
  readonly icon: LucideIcon
  readonly title: string
  readonly hint: string
  readonly children?: ReactNode
}) {
  return (
    <div className="state">
      <span className="state__icon">
        <Icon className="icon icon--lg" aria-hidden="true" />
      </span>
      <h2>{title}</h2>
      <p>{hint}</p>
      {children !== undefined && <div className="row">{children}</div>}
    </div>
  )
}

export function ErrorState({
  title,
  hint,
  onRetry,
  children,
}: {
  readonly title: string
  readonly hint: string
  readonly onRetry?: () => void
  readonly children?: ReactNode
}) {
  return (
    <div className="state state--error" role="alert">
      <span className="state__icon">
        <CircleAlert className="icon icon--lg" aria-hidden="true" />
      </span>
      <h2>{title}</h2>
      <p>{hint}</p>
      <div className="row">
        {onRetry !== undefined && (
          <button type="button" className="btn" onClick={onRetry}>
            {text.shell.tryAgain}
          </button>
        )}
        {children}
      </div>
    </div>
  )
}

export function Loading({ label = text.shell.loading }: { readonly label?: string }) {
  return (
    <div className="loading" role="status">
      <span className="vh">{label}</span>
      <div className="skeleton loading__bar" />
      <div className="skeleton loading__bar" />
      <div className="skeleton loading__bar" />
    </div>
  )
}

/** A page on its way, in the shape in which most pages come. `index.html` paints the same before the first script has run. */
export function PageLoading() {
  return (
    <div className="page" role="status">
      <span className="vh">{text.shell.loading}</span>
      <div className="skeleton first-paint__title" />
      <div className="first-paint__tiles">
        {Array.from({ length: 8 }, (_, at) => (
          <div key={at} className="skeleton" />
        ))}
      </div>
    </div>
  )
}
