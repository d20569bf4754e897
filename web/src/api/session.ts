import { queryOptions } from '@tanstack/react-query'
import type { Role } from '#schema/role.ts'
import { deleteJson, getJson, postJson } from './client.ts'
import { setCsrf } from './csrf.ts'

export interface Session {
  signInRequired: boolean
  user: { name: string; role: Role } | null
  csrf: string | null
  /** What the button of the identity provider is called, where people may sign in through one. */
  provider: string | null
}

const PATH = '/api/v1/session'

function heed(session: Session): Session {
  setCsrf(session.csrf)
  return session
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => heed(await getJson<Session>(PATH, signal)),
  staleTime: Number.POSITIVE_INFINITY,
})

export async function signIn(name: string, password: string): Promise<Session> {
  return heed(await postJson<Session>(PATH, { name, password }))
}

/** Sets a password by the code of a one-time link, and signs in. */
export async function acceptInvitation(code: string, password: string): Promise<Session> {
  return heed(await postJson<Session>(`${PATH}/password`, { code, password }))
}

export async function signOut(): Promise<Session> {
  return heed(await deleteJson<Session>(PATH))
}
