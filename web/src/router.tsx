import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { ImportPage } from './features/import/import-page.tsx'
import { LeaderboardPage } from './features/leaderboard/leaderboard-page.tsx'
import {
  formatSearchParams,
  parseSearchParams,
  type SearchParams,
} from './features/question/search-params.ts'
import { NotFound } from './features/shell/not-found.tsx'
import { Shell } from './features/shell/shell.tsx'
import { SourcesPage } from './features/sources/sources-page.tsx'

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (search): SearchParams => search as SearchParams,
})

const leaderboard = createRoute({ getParentRoute: () => rootRoute, path: '/', component: LeaderboardPage })
const imports = createRoute({ getParentRoute: () => rootRoute, path: '/import', component: ImportPage })
const sources = createRoute({ getParentRoute: () => rootRoute, path: '/sources', component: SourcesPage })

export const router = createRouter({
  routeTree: rootRoute.addChildren([leaderboard, imports, sources]),
  parseSearch: parseSearchParams,
  stringifySearch: formatSearchParams,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
