import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react'
import { ApiFailure } from '../api/http.ts'
import { sessionQuery } from '../api/session.ts'
import { followSystemTheme } from '../ui/theme.ts'
import { TooltipProvider } from '../ui/tooltip.tsx'
import { createStudioRouter } from './router.tsx'

/** Toasts weigh as much as a page and are wanted only after something was done. */
const Toaster = lazy(() => import('../ui/toaster.tsx').then((loaded) => ({ default: loaded.Toaster }), withoutToasts))

/** The whole page: cache, address, toasts. */
export function Studio() {
  const [cache] = useState(createCache)
  const [router] = useState(() => createStudioRouter(cache))
  useEffect(followSystemTheme, [])
  return (
    <QueryClientProvider client={cache}>
      <TooltipProvider>
        <RouterProvider router={router} />
        <Suspense fallback={null}>
          <Toaster />
        </Suspense>
      </TooltipProvider>
    </QueryClientProvider>
  )
}

/** After a new version was put up, or without a network, their part of the page may not come: left to React, that would clear all of it. */
function withoutToasts(error: unknown): { readonly default: ComponentType } {
  console.info('Toasts could not be loaded', error)
  return { default: () => null }
}

/** A session that ended elsewhere shows at the next answer, whatever was asked: the session is asked for anew, and its frame follows. */
export function createCache(): QueryClient {
  const askAnew = (error: Error): void => {
    if (error instanceof ApiFailure && error.problem?.code === 'sign-in-needed')
      void cache.invalidateQueries({ queryKey: sessionQuery.queryKey })
  }
  const cache: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: askAnew }),
    mutationCache: new MutationCache({ onError: askAnew }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        retry: (times, error) => times < 2 && !(error instanceof ApiFailure && error.status >= 400 && error.status < 500),
      },
    },
  })
  return cache
}
