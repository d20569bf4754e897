import type { Note } from '#schema/note.ts'
import type { AnsweredRow } from './gather-rows.ts'
import { carries } from './grouping.ts'
import type { Plan } from './plan.ts'

/** Says so where only reports answer that do not sum to their account. */
export function partialNotes(
  { catalogue, groupings, filters, components }: Plan,
  totals: AnsweredRow,
): readonly Note[] {
  const asked = [...groupings, ...filters.flatMap((filter) => filter.groupings)]
  const used = new Set(components.flatMap(({ variants }) => variants.flatMap(({ loads }) => loads)))
  const networks = new Set(totals.parts.map(({ network }) => network))
  const answered = new Set(
    catalogue.slices.flatMap(({ load, network }) => (networks.has(network) ? [load] : [])),
  )
  const answering = catalogue.loads.filter(
    ({ load, dimensions }) =>
      used.has(load) && answered.has(load) && asked.every((grouping) => carries(dimensions, grouping)),
  )
  const partial = [...Map.groupBy(answering, ({ sourceLabel }) => sourceLabel)].flatMap(([label, loads]) =>
    loads.every((load) => load.partial) ? [label] : [],
  )
  if (partial.length === 0) return []
  return [
    {
      code: 'partial_report',
      severity: 'warning',
      message: `${partial.join(', ')}: only a partial report tells this; it counts some impressions several times or leaves some out, so its total is not the account's.`,
    },
  ]
}
