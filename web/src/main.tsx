import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from './api/problem.ts'
import { ImportProvider } from './features/import/import-provider.tsx'
import { router } from './router.tsx'
import { UiProvider } from './ui/ui-provider.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => error instanceof Problem && error.code === 'unreachable' && count < 1,
    },
  },
})

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <UiProvider>
        <QueryClientProvider client={queries}>
          <ImportProvider>
            <RouterProvider router={router} />
          </ImportProvider>
        </QueryClientProvider>
      </UiProvider>
    </StrictMode>,
  )
}
