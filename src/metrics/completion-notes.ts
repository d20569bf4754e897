import { addDays, countDays, type Day, earlierDay, laterDay } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { answeringLoads, completionOf } from './completions.ts'
import { type AnsweredRow, sumOfParts } from './gather-rows.ts'
import { delayField } from './learnt-curves.ts'
import { type Component, describeComponent, isMoney } from './metric.ts'
import type { CompletedLoads, Plan } from './plan.ts'
import { immatureDays } from './unsettled-days.ts'

const Z95 = 1.959964

/** The first day anything is added to. */
export function completedFrom({ completed, range }: Plan): Day {
  const first = completed.map(({ observedOn, shares }) => addDays(observedOn, 1 - shares.length))
  const day = first.reduce((one, other) => earlierDay(one, other), first[0] ?? '9999-12-31')
  return range.from === null ? day : laterDay(day, range.from)
}

/** A plan that completes counts, and who answers it. */
type CompletedAnswer = Parameters<typeof answeringLoads>[0] & { readonly plan: Plan }

interface Added {
  counted: number
  chance: number
  /** Standard deviation from each curve: its error is the same on all its days. */
  readonly curves: Map<CompletedLoads['learnt'], number>
}

/**
 * What is expected of a component beyond what was counted, and how far off it may be: n conversions of which a share s has
 * come leave n |1 − s| ÷ s² of variance by chance, and a learnt curve its own error n ÷ s × sd(ln s).
 */
function addedTo(
  answer: CompletedAnswer,
  component: Component,
  key: string,
  days: readonly AnsweredRow[],
  networks: ReadonlySet<string>,
): Added {
  const added: Added = { counted: 0, chance: 0, curves: new Map() }
  for (const { keys, parts } of days) {
    const day = keys[0] ?? null
    if (day === null) continue
    for (const { network, components } of parts) {
      const count = networks.has(network) ? (components[key] ?? null) : null
      const answering = answeringLoads(answer, key, network)
      const completion =
        count === null ? null : completionOf(answer.plan, delayField(component), network, day, answering)
      if (count === null || completion === null) continue
      const { observedOn, shares, learnt } = completion
      const age = day > observedOn ? 0 : countDays(day, observedOn) - 1
      const share = shares[age] ?? 1
      added.counted += count
      added.chance += ((learnt?.dispersion ?? 1) * count * Math.abs(1 - share)) / share ** 2
      const error = (count / share) * Math.sqrt(learnt?.logVariance[age] ?? 0)
      added.curves.set(learnt, (added.curves.get(learnt) ?? 0) + error)
    }
  }
  return added
}

function curvesText({ completed, catalogue }: Plan): string {
  const learnt = [...new Set(completed.flatMap((one) => one.learnt ?? []))]
  const declared = [...new Set(completed.flatMap((one) => (one.learnt === null ? one.source : [])))]
  const labelOf = (source: string) =>
    catalogue.loads.find((load) => load.source === source)?.sourceLabel ?? source
  const said = [
    ...new Set(
      learnt.map(
        ({ source, evidence, days }) =>
          `${labelOf(source)} learnt from ${writeCount(days)} ${evidence === 'touches' ? 'touch days of raw logs' : 'days reported again'}`,
      ),
    ),
    ...declared.map((source) => `${labelOf(source)} declared in permille.yaml, taken as it is`),
  ]
  return said.toSorted().join('; ')
}

/** Says what was added to each count, by which curves, and how far off that may be. */
export function completionNotes(
  answer: CompletedAnswer,
  totals: AnsweredRow,
  counted: { readonly totals: AnsweredRow; readonly days: readonly AnsweredRow[] },
): readonly Note[] {
  const { plan } = answer
  const said = plan.components.flatMap(({ key, component }) => {
    if (component.from === 'delivery' || component.acquisition || isMoney(component)) return []
    if (component.attribution !== 'all') return []
    const answered = totals.parts.filter(({ components }) => (components[key] ?? null) !== null)
    const same = new Set(answered.map(({ network }) => network))
    const expected = sumOfParts(answered, key).value
    const came = sumOfParts(
      counted.totals.parts.filter(({ network }) => same.has(network)),
      key,
    ).value
    if (expected === null || came === null || Math.abs(expected - came) < 1e-9) return []
    const { chance, curves } = addedTo(answer, component, key, counted.days, same)
    const variance = curves.values().reduce((sum, error) => sum + error ** 2, chance)
    return [
      `${describeComponent(component)} ${writeCount(came)} counted, ${writeCount(expected)} expected, ± ${writeCount(Z95 * Math.sqrt(variance), 1)}`,
    ]
  })
  if (said.length === 0) return []
  return [
    {
      code: 'completed',
      severity: 'warning',
      message: `Counts of immature days are raised by delay curves (${curvesText(plan)}): ${said.join('; ')} (95 %).`,
    },
  ]
}

/**
 * Says that revenue is not raised where more of it is to come: purchases of users who came late are late as well, and
 * those of everybody go on for weeks, so no curve of counts tells how much. Cohorts do.
 */
export function uncompletedMoneyNotes(plan: Plan): readonly Note[] {
  if (plan.query.maturity !== 'completed') return []
  const money = plan.components.filter(
    ({ component }) => component.from === 'outcome' && component.cohort === null && isMoney(component),
  )
  const loads = new Set(money.flatMap(({ variants }) => variants.flatMap((variant) => variant.loads)))
  const days = [...immatureDays(plan)].flatMap(([network, { unsettled }]) =>
    plan.catalogue.slices.some((slice) => slice.network === network && loads.has(slice.load))
      ? unsettled
      : [],
  )
  const since = days.reduce<Day | null>((first, { from }) => earlierDay(first ?? from, from), null)
  if (since === null) return []
  return [
    {
      code: 'revenue_not_completed',
      severity: 'warning',
      message: `Revenue is left as reported, also on days from ${since} on, of which counts are completed: no delay curve tells what users will still pay. Revenue by cohort day (revenue_d7) compares users of one age.`,
    },
  ]
}
