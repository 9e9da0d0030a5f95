import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { isCutOff, useConnection } from '../api/connection.ts'
import { ApiFailure, request, sentenceFor } from '../api/http.ts'
import { text } from '../strings/en.ts'
import { BrandMark } from '../ui/brand.tsx'
import { EmptyState, ErrorState } from '../ui/state.tsx'
import { useTitle } from '../ui/use-title.ts'

/** What a route shows when it throws: the rest of the Studio goes on. One that broke while the server was away comes with it by itself. */
export function RouteBroke({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const cutOff = useConnection(isCutOff)
  const again = useCallback((): void => {
    if (!(error instanceof ApiFailure)) return void beginAnew()
    reset()
    void router.invalidate()
  }, [error, reset, router])
  useEffect(() => useConnection.subscribe((now, before) => (isCutOff(before) && !isCutOff(now) ? again() : undefined)), [again])
  const hint = error instanceof ApiFailure ? sentenceFor(error) : cutOff ? text.problems.noAnswer : text.shell.brokeHint
  return (
    <main className="page" id="main">
      <h1 className="vh">{text.shell.broke}</h1>
      <ErrorState title={text.shell.broke} hint={hint} onRetry={again}>
        <Link className="btn btn--ghost" to="/gallery">
          {text.shell.toGallery}
        </Link>
      </ErrorState>
    </main>
  )
}

/**
 * The program of a page that once could not be fetched is not fetched again for as long as this page lives, nor is what broke mended; so all
 * begins anew. Not while the server is away: there would be nothing left to look at.
 */
async function beginAnew(): Promise<void> {
  const isThere = await request('GET', '/api/v1/session').then(
    () => true,
    () => false,
  )
  if (isThere) window.location.reload()
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
