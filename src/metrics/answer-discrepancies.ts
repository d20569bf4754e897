import type { DiscrepancyRow } from '#schema/answer/reconcile-answer.ts'
import type { Basis } from '#schema/basis.ts'
import { type Day, earlierDay, laterDay } from '#schema/day.ts'
import { answerQuery } from './answer.ts'
import { sumOfParts } from './gather-rows.ts'
import type { MetricContext } from './metric-context.ts'
import type { QueryInput } from './query.ts'

export interface DiscrepancyQuestion extends Pick<QueryInput, 'from' | 'to' | 'lastDays' | 'where'> {
  /** Field name of the conversions, e.g. `event.install`. */
  readonly field: string
}

/** Who is compared with what the networks claim. */
const OTHERS = ['mmp', 'own', 'skan'] as const

interface DailyCount {
  readonly network: string
  readonly app: string | null
  readonly day: Day
  readonly conversions: number
}

const placeOf = ({ network, app }: DailyCount) => JSON.stringify([network, app])

function spanOf(days: readonly DailyCount[]): { from: Day; to: Day } | null {
  const [first] = days
  if (first === undefined) return null
  return days.reduce((span, { day }) => ({ from: earlierDay(span.from, day), to: laterDay(span.to, day) }), {
    from: first.day,
    to: first.day,
  })
}

function sumWithin(days: readonly DailyCount[], from: Day, to: Day): number {
  return days
    .filter(({ day }) => day >= from && day <= to)
    .reduce((sum, { conversions }) => sum + conversions, 0)
}

function knownBases({ catalogue }: MetricContext, event: string, basis: string) {
  return catalogue.loads.filter(({ kinds }) =>
    kinds.some((kind) => kind.event === event && kind.basis === basis),
  )
}

async function dailyCounts(
  { field, ...bounds }: DiscrepancyQuestion,
  basis: Basis,
  hasApp: boolean,
  context: MetricContext,
): Promise<readonly DailyCount[]> {
  const by = ['network', 'day', ...(hasApp ? ['app'] : [])]
  const { rows } = await answerQuery({ metrics: [field], by, basis, ...bounds }, context)
  return rows.flatMap(({ keys: [network = null, day = null, app = null], parts }) => {
    const { value } = sumOfParts(parts, field)
    return value === null || day === null ? [] : [{ network: network ?? '', app, day, conversions: value }]
  })
}

function compareNetwork(
  claimed: readonly DailyCount[],
  other: readonly DailyCount[],
  basis: Basis,
  context: MetricContext,
): DiscrepancyRow {
  const [one, two] = [spanOf(claimed), spanOf(other)]
  const { network = '', app = null } = claimed[0] ?? other[0] ?? {}
  const row = {
    network,
    networkLabel: context.catalogue.networkLabels.get(network) ?? network,
    app,
    basis,
  }
  const whole = (counts: readonly DailyCount[], span: typeof one) =>
    span === null ? null : sumWithin(counts, span.from, span.to)
  const apart = {
    from: null,
    to: null,
    claimed: whole(claimed, one),
    counted: whole(other, two),
    ratio: null,
  }
  if (one === null)
    return { ...row, ...apart, ...two, notComputed: { ratio: 'the network claims none here' } }
  if (two === null)
    return { ...row, ...apart, ...one, notComputed: { ratio: `no ${basis} conversions are known here` } }
  const from = laterDay(one.from, two.from)
  const to = earlierDay(one.to, two.to)
  if (from > to) return { ...row, ...apart, notComputed: { ratio: 'both are known on no day in common' } }
  const [theirs, ours] = [sumWithin(claimed, from, to), sumWithin(other, from, to)]
  return {
    ...row,
    from,
    to,
    claimed: theirs,
    counted: ours,
    ratio: theirs === 0 ? null : ours / theirs,
    notComputed: theirs === 0 ? { ratio: 'the network claims 0' } : {},
  }
}

/**
 * What networks claim beside what others count, per network and app, over the days both know. They are never added.
 */
export async function answerDiscrepancies(
  question: DiscrepancyQuestion,
  context: MetricContext,
): Promise<readonly DiscrepancyRow[]> {
  const event = question.field.replace(/^(event|unique)\./, '')
  const claiming = knownBases(context, event, 'network')
  const rows: DiscrepancyRow[] = []
  for (const basis of OTHERS) {
    const counting = knownBases(context, event, basis)
    if (claiming.length === 0 || counting.length === 0) continue
    const hasApp = [claiming, counting].every((loads) =>
      loads.some(({ dimensions }) => dimensions.has('app')),
    )
    const claimed = Map.groupBy(await dailyCounts(question, 'network', hasApp, context), placeOf)
    const counted = Map.groupBy(await dailyCounts(question, basis, hasApp, context), placeOf)
    for (const place of [...new Set([...claimed.keys(), ...counted.keys()])].toSorted()) {
      const [one = [], other = []] = [claimed.get(place), counted.get(place)]
      if ([...one, ...other].some(({ network }) => network === 'organic')) continue
      rows.push(compareNetwork(one, other, basis, context))
    }
  }
  return rows
}
