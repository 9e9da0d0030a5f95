import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { ApiFailure, sentenceFor } from '../api/http.ts'
import { text } from '../strings/en.ts'
import { BrandMark } from '../ui/brand.tsx'
import { EmptyState, ErrorState } from '../ui/state.tsx'
import { useTitle } from '../ui/use-title.ts'

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

/** An address that leads nowhere, for strangers and for people who are signed in. */
export function NotFound() {
  useTitle(text.shell.notFound)
  return (
    <>
      <header className="appbar">
        <Link className="brand" to="/" aria-label={text.shell.home}>
          <BrandMark />
          <span>{text.product}</span>
        </Link>
      </header>
      <main className="page page--alone" id="main">
        <h1 className="vh">{text.shell.notFound}</h1>
        <EmptyState icon={Compass} title={text.shell.notFound} hint={text.shell.notFoundHint}>
          <Link className="btn btn--primary" to="/studio">
            {text.shell.toStudio}
          </Link>
          <Link className="btn" to="/gallery">
            {text.shell.toGallery}
          </Link>
        </EmptyState>
      </main>
    </>
  )
}
