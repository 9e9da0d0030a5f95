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
 * A page whose program is fetched when it is first wanted. Of one that cannot be fetched the router thinks that it was replaced by a newer
 * one, and loads the page anew. While the server is away that would leave the browser's own page of errors in its place.
 */
const page = <Program extends Record<string, unknown>, Name extends keyof Program>(fetchProgram: () => Promise<Program>, name: Name) =>
  lazyRouteComponent(async () => {
    try {
      return await fetchProgram()
    } catch (error) {
      throw (await isServerThere()) ? error : new ApiFailure(0, null)
    }
  }, name)

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFound })

/** The first run: closed to strangers once an account exists. */
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ context }) => {
    const session = await context.cache.ensureQueryData(sessionQuery)
    if (session.user === null && !session.setupNeeded) throw redirect({ to: '/sign-in' })
  },
  component: page(() => import('../features/welcome/welcome-page.tsx'), 'WelcomePage'),
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
  component: page(() => import('../features/welcome/sign-in-page.tsx'), 'SignInPage'),
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
  component: page(() => import('../features/studio/studio-page.tsx'), 'StudioPage'),
})
const gallery = createRoute({
  getParentRoute: () => shell,
  path: '/gallery',
  validateSearch: gallerySearch,
  component: page(() => import('../features/gallery/gallery-page.tsx'), 'GalleryPage'),
})
const trash = createRoute({
  getParentRoute: () => shell,
  path: '/trash',
  component: page(() => import('../features/gallery/trash-page.tsx'), 'TrashPage'),
})
const characters = createRoute({
  getParentRoute: () => shell,
  path: '/characters',
  validateSearch: (search: Record<string, unknown>): { new?: true } => (search['new'] === true ? { new: true } : {}),
  component: page(() => import('../features/characters/characters-page.tsx'), 'CharactersPage'),
})
const character = createRoute({
  getParentRoute: () => shell,
  path: '/characters/$characterId',
  validateSearch: characterSearch,
  component: page(() => import('../features/characters/character-page.tsx'), 'CharacterPage'),
})
const queue = createRoute({
  getParentRoute: () => shell,
  path: '/queue',
  component: page(() => import('../features/queue/queue-page.tsx'), 'QueuePage'),
})
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: page(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
})
const insights = createRoute({
  getParentRoute: () => shell,
  path: '/insights',
  validateSearch: insightsSearch,
  component: page(() => import('../features/insights/insights-page.tsx'), 'InsightsPage'),
})
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: auditSearch,
  component: page(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})
const admin = createRoute({
  getParentRoute: () => shell,
  path: '/admin',
  component: page(() => import('../features/admin/users-page.tsx'), 'UsersPage'),
})
const lineage = createRoute({
  getParentRoute: () => shell,
  path: '/images/$imageId/lineage',
  component: page(() => import('../features/lineage/lineage-page.tsx'), 'LineagePage'),
})
const viewer = createRoute({
  getParentRoute: () => inside,
  path: '/images/$imageId',
  validateSearch: viewerSearch,
  component: page(() => import('../features/viewer/viewer-page.tsx'), 'ViewerPage'),
})
const editor = createRoute({
  getParentRoute: () => inside,
  path: '/images/$imageId/edit',
  component: page(() => import('../features/editor/editor-page.tsx'), 'EditorPage'),
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
  component: page(() => import('../features/verify/verify-page.tsx'), 'VerifyPage'),
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
