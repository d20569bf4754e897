/** Query parameters by name; each may repeat. */
export type SearchParams = Readonly<Record<string, readonly string[] | undefined>>

export function parseSearchParams(search: string): SearchParams {
  const params: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    if (Object.hasOwn(params, name)) params[name]?.push(value)
    else params[name] = [value]
  }
  return params
}

/** With a leading `?`, or nothing when there is no parameter. */
export function formatSearchParams(params: SearchParams): string {
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries(params)) {
    for (const value of values ?? []) search.append(name, value)
  }
  const text = search.toString()
  return text === '' ? '' : `?${text}`
}
