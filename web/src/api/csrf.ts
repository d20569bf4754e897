let csrf: string | null = null

/** Keeps what the server wants to see with every change of this session. */
export function setCsrf(value: string | null): void {
  csrf = value
}

export function csrfHeaders(): Record<string, string> {
  return csrf === null ? {} : { 'x-csrf-token': csrf }
}
