import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useEffect } from 'react'
import { isCutOff, useConnection } from '../api/connection.ts'
import { ApiFailure, sentenceFor } from '../api/http.ts'
import { isServerThere } from '../api/session.ts'
import { text } from '../strings/en.ts'
import { BrandMark } from '../ui/brand.tsx'
import { EmptyState, ErrorState } from '../ui/state.tsx'
import { useTitle } from '../ui/use-title.ts'

/** What a route shows when it throws: the rest of the Studio goes on. One that broke while the server was away comes with it by itself. */
export function RouteBroke({ error }: ErrorComponentProps) {
  useEffect(() => useConnection.subscribe((now, before) => (isCutOff(before) && !isCutOff(now) ? void beginAnew() : undefined)), [])
  return (
    <main className="page" id="main">
      <h1 className="vh">{text.shell.broke}</h1>
      <ErrorState
        title={text.shell.broke}
        hint={error instanceof ApiFailure ? sentenceFor(error) : text.shell.brokeHint}
        onRetry={() => void beginAnew()}
      >
        <Link className="btn btn--ghost" to="/gallery">
          {text.shell.toGallery}
        </Link>
      </ErrorState>
    </main>
  )
}

/** The router fetches no program twice, and mends nothing: the whole page is loaded anew, but not while there would be none. */
async function beginAnew(): Promise<void> {
  if (await isServerThere()) window.location.reload()
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
