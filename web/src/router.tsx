import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { LeaderboardPage } from './features/leaderboard/leaderboard-page.tsx'
import { formatSearchParams, parseSearchParams, type SearchParams } from './features/scope/search-params.ts'
import { NotFound } from './features/shell/not-found.tsx'
import { PageFailed } from './features/shell/page-failed.tsx'
import { Shell } from './features/shell/shell.tsx'

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageFailed,
  validateSearch: (search): SearchParams => search as SearchParams,
})
const getParentRoute = () => rootRoute

const routeTree = rootRoute.addChildren([
  createRoute({ getParentRoute, path: '/', component: LeaderboardPage }),
  createRoute({
    getParentRoute,
    path: '/overview',
    component: lazyRouteComponent(() => import('./features/overview/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/creative',
    component: lazyRouteComponent(() => import('./features/creative/creative-page.tsx'), 'CreativePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/compare',
    component: lazyRouteComponent(() => import('./features/compare/compare-page.tsx'), 'ComparePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/why',
    component: lazyRouteComponent(() => import('./features/why/why-page.tsx'), 'WhyPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/fatigue',
    component: lazyRouteComponent(() => import('./features/fatigue/fatigue-page.tsx'), 'FatiguePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/elements',
    component: lazyRouteComponent(() => import('./features/elements/elements-page.tsx'), 'ElementsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/tests',
    component: lazyRouteComponent(() => import('./features/tests/tests-page.tsx'), 'TestsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/tests/plan',
    component: lazyRouteComponent(() => import('./features/test-plan/test-plan-page.tsx'), 'TestPlanPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/quality',
    component: lazyRouteComponent(() => import('./features/quality/quality-page.tsx'), 'QualityPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/budget',
    component: lazyRouteComponent(() => import('./features/budget/budget-page.tsx'), 'BudgetPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/value',
    component: lazyRouteComponent(() => import('./features/value/value-page.tsx'), 'ValuePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/journal',
    component: lazyRouteComponent(() => import('./features/journal/journal-page.tsx'), 'JournalPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data',
    component: lazyRouteComponent(() => import('./features/sources/sources-page.tsx'), 'SourcesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/import',
    component: lazyRouteComponent(() => import('./features/import/import-page.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/connections',
    component: lazyRouteComponent(
      () => import('./features/connections/connections-page.tsx'),
      'ConnectionsPage',
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/data/checks',
    component: lazyRouteComponent(() => import('./features/data/checks-page.tsx'), 'ChecksPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/restatements',
    component: lazyRouteComponent(() => import('./features/data/restatements-page.tsx'), 'RestatementsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/quarantine',
    component: lazyRouteComponent(() => import('./features/data/quarantine-page.tsx'), 'QuarantinePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/data/creatives',
    component: lazyRouteComponent(() => import('./features/merges/merges-page.tsx'), 'MergesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/access',
    component: lazyRouteComponent(() => import('./features/access/access-page.tsx'), 'AccessPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/import',
    beforeLoad: ({ search }) => {
      throw redirect({ to: '/data/import', search })
    },
  }),
  createRoute({
    getParentRoute,
    path: '/sources',
    beforeLoad: ({ search }) => {
      throw redirect({ to: '/data', search })
    },
  }),
])

export const router = createRouter({
  routeTree,
  parseSearch: parseSearchParams,
  stringifySearch: formatSearchParams,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
