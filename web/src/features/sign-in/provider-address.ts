/** Where the page begins signing in through the provider; whoever comes back goes on where they were. */
export function providerAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  if (pathname === '/sign-in') return '/sign-in/provider'
  return `/sign-in/provider?${new URLSearchParams({ to: `${pathname}${search}` })}`
}

const REFUSALS: Readonly<Record<string, string>> = {
  forbidden: 'You are known, but nobody has let you in here yet. Ask an administrator of this server.',
  unauthenticated: 'Signing in was not finished. Try it again, in one go and in this browser.',
  unavailable: 'The identity provider cannot be reached just now. Try again in a minute.',
  rate_limited: 'Too many tries from here. Wait some minutes.',
}

/** Why somebody who came back from the provider is not signed in; `null` where nobody came back. */
export function refusalOf({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): string | null {
  const code = pathname === '/sign-in' ? new URLSearchParams(hash.slice(1)).get('refused') : null
  if (code === null) return null
  return REFUSALS[code] ?? 'Signing in through the identity provider did not work. Ask an administrator.'
}
