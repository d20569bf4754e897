import type { DayRange } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { type AnsweredRow, networksOf } from './gather-rows.ts'
import type { Plan } from './plan.ts'

function rangesText(ranges: readonly DayRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? from : `${from} … ${to}`)).join(', ')
}

function immatureNotes(out: string, kept: string, matureAfter: number): Note[] {
  const days = matureAfter === 1 ? 'day' : `${matureAfter} days`
  const notes: Note[] = [
    {
      code: 'immature_left_out',
      severity: 'info',
      message: `Conversions of the newest ${days} are still expected, so these are left out: ${out}.`,
    },
    {
      code: 'only_immature',
      severity: 'warning',
      message: `${kept}: conversions are still expected on every day, so they are counted all the same.`,
    },
  ]
  return notes.filter(({ code }) => (code === 'only_immature' ? kept : out) !== '')
}

function provisionalNotes(out: string, kept: string): Note[] {
  const notes: Note[] = [
    {
      code: 'provisional_left_out',
      severity: 'info',
      message: `Days that may still change are left out: ${out}.`,
    },
    {
      code: 'only_provisional',
      severity: 'warning',
      message: `${kept}: every day may still change, so they are counted all the same.`,
    },
  ]
  return notes.filter(({ code }) => (code === 'only_provisional' ? kept : out) !== '')
}

/** Which days are left out of an answer because they are immature or may still change, and which had to be counted. */
export function maturityNotes(plan: Plan, totals: AnsweredRow): readonly Note[] {
  const { leftOutDays, unsettledNetworks, matureAfter, catalogue } = plan
  const answered = networksOf(totals)
  // Where nothing is left, anything that was left out may be why.
  const isAbout = (network: string) => answered.length === 0 || answered.includes(network)
  const labelOf = (network: string) => catalogue.networkLabels.get(network) ?? network
  const about = [...leftOutDays].filter(([network]) => isAbout(network))
  const out = [...Map.groupBy(about, ([, ranges]) => rangesText(ranges))]
    .map(
      ([days, networks]) =>
        `${networks
          .map(([network]) => labelOf(network))
          .toSorted()
          .join(', ')} ${days}`,
    )
    .toSorted()
    .join('; ')
  const kept = unsettledNetworks.filter(isAbout).map(labelOf).toSorted().join(', ')
  return plan.query.maturity === 'mature'
    ? immatureNotes(out, kept, matureAfter)
    : provisionalNotes(out, kept)
}
