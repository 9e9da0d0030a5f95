import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ApiFailure, isRefusal, sentenceFor } from '../api/http.ts'
import { onOtherOwner } from '../api/owner.ts'
import { saidAloud } from '../api/said-aloud.ts'
import { sessionQuery } from '../api/session.ts'
import { followSystemTheme } from '../ui/theme.ts'
import { toast } from '../ui/toast.ts'
import type { Toaster as Shown } from '../ui/toaster.tsx'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { keepFilesOut } from './keep-files-out.ts'
import { createStudioRouter } from './router.tsx'

/** Toasts weigh as much as a page and are wanted only after something was done. */
const Toaster = lazy(async () => ({ default: await toaster() }))

/** The whole page: cache, address, toasts. */
export function Studio() {
  const [cache] = useState(createCache)
  const [router] = useState(() => createStudioRouter(cache))
  useEffect(followSystemTheme, [])
  useEffect(beginAfreshForOthers, [])
  useEffect(keepFilesOut, [])
  return (
    <QueryClientProvider client={cache}>
      <TooltipProvider>
        <RouterProvider router={router} />
        {/* A dialog hides all but itself and live regions; toasts come too late to be known as one, so their place is one from the start. */}
        <div aria-live="off">
          <Suspense fallback={null}>
            <Toaster />
          </Suspense>
        </div>
      </TooltipProvider>
    </QueryClientProvider>
  )
}

/**
 * Where somebody else came in by another window, this one begins afresh, also while it waits at the form: what it holds of words and
 * pictures is not theirs.
 */
const beginAfreshForOthers = (): (() => void) => onOtherOwner(() => window.location.reload())

/**
 * The server may be away just when they are fetched. Told to React, that would clear the whole page; so they are asked for until they
 * come, and what was said waits for them.
 */
async function toaster(pauseMs = 1000): Promise<typeof Shown> {
  try {
    return (await import('../ui/toaster.tsx')).Toaster
  } catch {
    await new Promise((wake) => setTimeout(wake, pauseMs))
    return toaster(Math.min(pauseMs * 2, 30_000))
  }
}

/** A session that ended elsewhere shows at the next answer, whatever was asked: the session is asked for anew, and its frame follows. */
export function createCache(): QueryClient {
  const askAnew = (error: Error): void => {
    if (error instanceof ApiFailure && error.problem?.code === 'sign-in-needed')
      void cache.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: askAnew }),
    mutationCache: new MutationCache({
      onError: (error, _given, _before, { meta }) => {
        askAnew(error)
        if (meta === saidAloud) toast.error(sentenceFor(error))
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (times, error) => times < 2 && !isRefusal(error),
      },
    },
  })
  return cache
}
