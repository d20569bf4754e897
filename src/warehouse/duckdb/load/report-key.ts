import { createHash } from 'node:crypto'

const SCOPE = new Set(['network', 'account', 'app', 'os'])

/**
 * What a report is: its layout and grain in words, e.g. `partners-by-date day campaign country`, and a mark of
 * the fields it counts, since a report of other columns must not replace this one. An id and a name of one
 * thing count once, and what a report is about (account, app, OS) is not part of its grain.
 */
export function reportKey(
  layout: string | null,
  dimensions: readonly string[],
  dated: boolean,
  fields: readonly string[],
): string {
  const grain = new Set(
    dimensions
      .filter((name) => !SCOPE.has(name))
      .map((name) => name.replace(/^(campaign|ad_group|ad|creative)_id$/, '$1')),
  )
  const mark = createHash('sha256').update(fields.toSorted().join(' ')).digest('hex').slice(0, 4)
  return [layout ?? 'mapped', dated ? 'day' : 'period', ...grain, `~${mark}`].join(' ')
}
