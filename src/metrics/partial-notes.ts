import { type DayRange, subtractRanges } from '#schema/day.ts'
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

function withinAsked({ from, to }: DayRange, { range }: Plan): boolean {
  return (range.from === null || to >= range.from) && (range.to === null || from <= range.to)
}

/** Says so where days are left out that only reports tell of which do not sum to their account. */
export function partialDaysNotes(plan: Plan): readonly Note[] {
  const { loads, contestedSpans } = plan.catalogue
  const excluded = plan.components.flatMap(({ variants }) => variants.flatMap(({ exclusions }) => exclusions))
  return [...Map.groupBy(loads, ({ sourceLabel }) => sourceLabel)].flatMap(([label, ofSource]) => {
    const loadsWhere = (isPartial: boolean) =>
      new Set(ofSource.flatMap(({ load, partial }) => (partial === isPartial ? [load] : [])))
    const [partial, whole] = [loadsWhere(true), loadsWhere(false)]
    const lost = excluded.flatMap(({ load, days }) => (partial.has(load) && days !== null ? [days] : []))
    const told = contestedSpans.filter(({ load }) => whole.has(load))
    const days = subtractRanges(lost, told).filter((range) => withinAsked(range, plan))
    if (days.length === 0) return []
    const named = days.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ')
    return [
      {
        code: 'partial_days_left_out',
        severity: 'warning',
        message: `${label}: ${named} left out, told of by a report only that does not sum to the account; import the full report of these days.`,
      },
    ]
  })
}
