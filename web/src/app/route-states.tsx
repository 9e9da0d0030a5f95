import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { ApiFailure, sentenceFor } from '../api/http.ts'
import { text } from '../strings/en.ts'
import { ErrorState } from '../ui/state.tsx'

/** What a route shows when it throws: the rest of the Studio goes on. */
export function RouteBroke({ error, reset }: ErrorComponentProps) {
  return (
    <main className="page" id="main">
      <h1 className="vh">{text.shell.broke}</h1>
      <ErrorState title={text.shell.broke} hint={error instanceof ApiFailure ? sentenceFor(error) : text.shell.brokeHint} onRetry={reset}>
        <Link className="btn btn--ghost" to="/gallery">
          {text.shell.toGallery}
        </Link>
      </ErrorState>
    </main>
  )
}

export function NotFound() {
  return (
    <main className="page" id="main">
      <h1 className="vh">{text.shell.notFound}</h1>
      <ErrorState title={text.shell.notFound} hint={text.shell.notFoundHint}>
        <Link className="btn" to="/gallery">
          {text.shell.toGallery}
        </Link>
      </ErrorState>
    </main>
  )
}
