import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { type Session, sessionQuery } from '../../api/session.ts'
import { codeOfLink } from './code-of-link.ts'
import { SignInPage } from './sign-in-page.tsx'

/** Shows the page to whoever may see it: at once where nobody signs in, after signing in elsewhere. */
export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const session = useQuery(sessionQuery)
  const [code, setCode] = useState(() => codeOfLink(window.location))

  function begin(begun: Session) {
    setCode(null)
    if (window.location.pathname === '/sign-in') window.history.replaceState(null, '', '/')
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    queries.setQueryData(sessionQuery.queryKey, begun)
  }

  // A page begun in slices, between which the browser paints.
  const isPending = useDeferredValue(session.isPending)
  if (isPending) return null
  if (session.data?.signInRequired && (session.data.user === null || code !== null)) {
    return <SignInPage code={code} provider={session.data.provider} onBegun={begin} />
  }
  return children
}
