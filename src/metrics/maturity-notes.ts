import type { DayRange } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { type AnsweredRow, networksOf } from './gather-rows.ts'
import type { Plan } from './plan.ts'

function rangesText(ranges: readonly DayRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? from : `${from} … ${to}`)).join(', ')
}

/** Which days are left out of an answer because they may still change, and which had to be counted. */
export function maturityNotes(plan: Plan, totals: AnsweredRow): readonly Note[] {
  const { leftOutDays, onlyProvisional, catalogue } = plan
  const answered = networksOf(totals)
  // Where nothing is left, anything that was left out may be why.
  const isAbout = (network: string) => answered.length === 0 || answered.includes(network)
  const labelOf = (network: string) => catalogue.networkLabels.get(network) ?? network
  const out = [...leftOutDays]
    .filter(([network]) => isAbout(network))
    .map(([network, ranges]) => `${labelOf(network)} ${rangesText(ranges)}`)
  const kept = onlyProvisional.filter(isAbout).map(labelOf)
  const notes: Note[] = []
  if (out.length > 0) {
    notes.push({
      code: 'provisional_left_out',
      severity: 'info',
      message: `Days that may still change are left out: ${out.toSorted().join('; ')}.`,
    })
  }
  if (kept.length > 0) {
    notes.push({
      code: 'only_provisional',
      severity: 'warning',
      message: `${kept.toSorted().join(', ')}: every day may still change, so they are counted all the same.`,
    })
  }
  return notes
}
