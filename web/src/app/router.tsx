import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { ApiFailure } from '../api/http.ts'
import { isServerThere, sessionQuery } from '../api/session.ts'
import { PageLoading } from '../ui/state.tsx'
import { NotFound, RouteBroke } from './route-states.tsx'
import { auditSearch, characterSearch, gallerySearch, insightsSearch, signInSearch, studioSearch, viewerSearch } from '../ui/search.ts'
import { OpenFrame, OpenShell } from './open-frame.tsx'
import { SessionFrame } from './session-frame.tsx'
import { Shell } from './shell.tsx'

type Context = { readonly cache: QueryClient }

/**
 * Of a program that cannot be fetched the router thinks that it was replaced by a newer one, and loads the page anew. While the server is
 * away that would leave the browser's own page of errors in its place.
 */
const fetched =
  <Program,>(fetchProgram: () => Promise<Program>) =>
  async (): Promise<Program> => {
    try {
      return await fetchProgram()
    } catch (error) {
      throw (await isServerThere()) ? error : new ApiFailure(0, null)
    }
  }

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound })

/** The first run: closed to strangers once an account exists. */
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ context }) => {
    const session = await context.cache.ensureQueryData(sessionQuery)
    if (session.user === null && !session.setupNeeded) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(
    fetched(() => import('../features/welcome/welcome-page.tsx')),
    'WelcomePage',
  ),
})
/** Whoever is signed in already goes where they would go after signing in. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  beforeLoad: async ({ context, search }) => {
    const session = await context.cache.ensureQueryData(sessionQuery)
    if (session.user !== null) throw redirect({ href: search.back ?? '/studio' })
    if (session.setupNeeded) throw redirect({ to: '/welcome' })
  },
  component: lazyRouteComponent(
    fetched(() => import('../features/welcome/sign-in-page.tsx')),
    'SignInPage',
  ),
})

/** Everything else needs a session, and comes back to where it was after signing in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: SessionFrame,
  beforeLoad: async ({ context, location }) => {
    const session = await context.cache.ensureQueryData(sessionQuery)
    if (session.user !== null) return
    if (session.setupNeeded) throw redirect({ to: '/welcome' })
    throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { back: location.href } })
  },
})
const shell = createRoute({ getParentRoute: () => inside, id: 'shell', component: Shell })

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/studio' })
  },
})
const studio = createRoute({
  getParentRoute: () => shell,
  path: '/studio',
  validateSearch: studioSearch,
  component: lazyRouteComponent(
    fetched(() => import('../features/studio/studio-page.tsx')),
    'StudioPage',
  ),
})
const gallery = createRoute({
  getParentRoute: () => shell,
  path: '/gallery',
  validateSearch: gallerySearch,
  component: lazyRouteComponent(
    fetched(() => import('../features/gallery/gallery-page.tsx')),
    'GalleryPage',
  ),
})
const trash = createRoute({
  getParentRoute: () => shell,
  path: '/trash',
  component: lazyRouteComponent(
    fetched(() => import('../features/gallery/trash-page.tsx')),
    'TrashPage',
  ),
})
const characters = createRoute({
  getParentRoute: () => shell,
  path: '/characters',
  validateSearch: (search: Record<string, unknown>): { new?: true } => (search['new'] === true ? { new: true } : {}),
  component: lazyRouteComponent(
    fetched(() => import('../features/characters/characters-page.tsx')),
    'CharactersPage',
  ),
})
const character = createRoute({
  getParentRoute: () => shell,
  path: '/characters/$characterId',
  validateSearch: characterSearch,
  component: lazyRouteComponent(
    fetched(() => import('../features/characters/character-page.tsx')),
    'CharacterPage',
  ),
})
const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  component: lazyRouteComponent(
    fetched(() => import('../features/queue/queue-page.tsx')),
    'QueuePage',
  ),
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(
    fetched(() => import('../features/settings/settings-page.tsx')),
    'SettingsPage',
  ),
})
const insights = createRoute({
  getParentRoute: () => shell,
  path: '/insights',
  validateSearch: insightsSearch,
  component: lazyRouteComponent(
    fetched(() => import('../features/insights/insights-page.tsx')),
    'InsightsPage',
  ),
})
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(
    fetched(() => import('../features/audit/audit-page.tsx')),
    'AuditPage',
  ),
})
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: lazyRouteComponent(
    fetched(() => import('../features/admin/users-page.tsx')),
    'UsersPage',
  ),
})
const lineage = createRoute({
  getParentRoute: () => shell,
  path: '/images/$imageId/lineage',
  component: lazyRouteComponent(
    fetched(() => import('../features/lineage/lineage-page.tsx')),
    'LineagePage',
  ),
})
const viewer = createRoute({
  getParentRoute: () => inside,
  path: '/images/$imageId',
  validateSearch: viewerSearch,
  component: lazyRouteComponent(
    fetched(() => import('../features/viewer/viewer-page.tsx')),
    'ViewerPage',
  ),
})
const editor = createRoute({
  getParentRoute: () => inside,
  path: '/images/$imageId/edit',
  component: lazyRouteComponent(
    fetched(() => import('../features/editor/editor-page.tsx')),
    'EditorPage',
  ),
})

/** For everybody, signed in or not. */
const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  component: OpenFrame,
  beforeLoad: async ({ context }) => void (await context.cache.ensureQueryData(sessionQuery)),
})
const openShell = createRoute({ getParentRoute: () => open, id: 'open-shell', component: OpenShell })
const verify = createRoute({
  getParentRoute: () => openShell,
  path: '/verify',
  component: lazyRouteComponent(
    fetched(() => import('../features/verify/verify-page.tsx')),
    'VerifyPage',
  ),
})

const tree = root.addChildren([
  welcome,
  signIn,
  inside.addChildren([
    shell.addChildren([home, studio, gallery, trash, characters, character, queue, insights, audit, settings, admin, lineage]),
    viewer,
    editor,
  ]),
  open.addChildren([openShell.addChildren([verify])]),
])

export function createStudioRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache },
    // What a page's own reading of its address leaves out is gone from the address too, and is asked of nobody.
    search: { strict: true },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: RouteBroke,
    defaultNotFoundComponent: NotFound,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createStudioRouter>
  }
}
