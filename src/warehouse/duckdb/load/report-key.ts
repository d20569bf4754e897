const SCOPE = new Set(['network', 'account', 'app', 'os'])

/**
 * The grain of a report in words, e.g. `partners-by-date day campaign country`. An id and a name of one thing
 * count once, and what a report is about (account, app, OS) is not part of its grain.
 */
export function reportKey(layout: string | null, dimensions: readonly string[], dated: boolean): string {
  const grain = new Set(
    dimensions
      .filter((name) => !SCOPE.has(name))
      .map((name) => name.replace(/^(campaign|ad_group|ad|creative)_id$/, '$1')),
  )
  return [layout ?? 'mapped', dated ? 'day' : 'period', ...grain].join(' ')
}
