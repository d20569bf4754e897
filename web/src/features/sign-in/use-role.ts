import { useQuery } from '@tanstack/react-query'
import type { Role } from '#schema/role.ts'
import { sessionQuery } from '../../api/session.ts'

/** What the reader may do; where nobody signs in, everything. */
export function useRole(): Role | null {
  const session = useQuery(sessionQuery)
  if (session.data === undefined) return null
  return session.data.signInRequired ? (session.data.user?.role ?? null) : 'admin'
}
