/** The one-time code of a link to set a password; it is behind the #, which reaches no server's log. */
export function codeOfLink({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): string | null {
  if (pathname !== '/sign-in') return null
  const code = new URLSearchParams(hash.slice(1)).get('code')
  return code === '' ? null : code
}
