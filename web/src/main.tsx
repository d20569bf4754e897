import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from './api/problem.ts'
import { sessionQuery } from './api/session.ts'
import { ImportProvider } from './features/import/import-provider.tsx'
import { SessionGate } from './features/sign-in/session-gate.tsx'
import { router } from './router.tsx'
import { UiProvider } from './ui/ui-provider.tsx'

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended is asked for again, which leads to the sign-in page.
    onError: (error) => {
      if (error instanceof Problem && error.code === 'unauthenticated') {
        queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => error instanceof Problem && error.code === 'unreachable' && count < 1,
    },
  },
})

const root = document.getElementById('root')
if (root) {
  // In slices, between which the browser paints and listens.
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <UiProvider>
          <QueryClientProvider client={queries}>
            <SessionGate>
              <ImportProvider>
                <RouterProvider router={router} />
              </ImportProvider>
            </SessionGate>
          </QueryClientProvider>
        </UiProvider>
      </StrictMode>,
    ),
  )
}
