import type { DayRange } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { type AnsweredRow, networksOf } from './gather-rows.ts'
import type { Plan } from './plan.ts'
import { expectations } from './unsettled-days.ts'

function rangesText(ranges: readonly DayRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? from : `${from} … ${to}`)).join(', ')
}

const daysText = (days: number) => (days === 1 ? '1 day' : `${days} days`)

/** How long conversions are expected where a project's rows tell it, and what they tell it from. */
function learntNotes(plan: Plan, isAbout: (network: string) => boolean): readonly Note[] {
  const labelOf = (network: string) => plan.catalogue.networkLabels.get(network) ?? network
  const learnt = [...expectations(plan)].flatMap(([network, { days, curve }]) =>
    curve === null || !isAbout(network) ? [] : [{ network: labelOf(network), days, curve }],
  )
  if (learnt.length === 0) return []
  const said = [
    ...Map.groupBy(learnt, ({ days, curve }) =>
      JSON.stringify([days, curve.source, curve.network, curve.field]),
    ).values(),
  ].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const { days, conversions, evidence } = first.curve
    const names = own.map(({ network }) => network).toSorted()
    const from = evidence === 'touches' ? 'touch days of raw logs' : 'days reported again'
    return `${names.join(', ')} ${daysText(Math.max(0, first.days - 1))} (${writeCount(days)} ${from}, ${writeCount(conversions)} ${first.curve.field})`
  })
  return [
    {
      code: 'learnt_maturity',
      severity: 'info',
      message: `For how long conversions are expected is learnt, not the ${daysText(plan.matureAfter)} declared: ${said.toSorted().join('; ')}.`,
    },
  ]
}

function immatureNotes(out: string, kept: string, matureAfter: number, isLearnt: boolean): Note[] {
  const days = matureAfter === 1 ? 'day' : `${matureAfter} days`
  const notes: Note[] = [
    {
      code: 'immature_left_out',
      severity: 'info',
      message: `Conversions of the newest ${isLearnt ? 'days' : days} are still expected, so these are left out: ${out}.`,
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
  if (plan.query.maturity !== 'mature') return provisionalNotes(out, kept)
  const learnt = learntNotes(plan, isAbout)
  return [...immatureNotes(out, kept, matureAfter, learnt.length > 0), ...learnt]
}
