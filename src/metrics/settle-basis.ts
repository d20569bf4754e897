import { DEFAULT_SOURCE_OF_TRUTH, type SourceOfTruth } from '#models/policy.ts'
import { countDays, type Day, earlierDay, laterDay } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import type { SqlRow } from '#warehouse/warehouse.ts'
import type { CompiledColumn } from './compile.ts'
import { carries } from './grouping.ts'
import type { Plan, PlannedComponent, Variant } from './plan.ts'

export interface DayRange {
  readonly from: Day
  readonly to: Day
}

/** Network of rows that name none. */
const NO_NETWORK = ''

/** Who answers a component for one network, or why nobody does. */
export type Settled =
  | {
      readonly kind: 'answered'
      readonly column: string
      readonly basis: string
      /** The only days it is known for, where delivery has more. */
      readonly only: DayRange | null
      /** Whether what is delivered and not mentioned happened 0 times: the report covers it and matches. */
      readonly absentIsZero: boolean
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** For each component and network, the variant that answers. */
export type Settlement = ReadonlyMap<string, ReadonlyMap<string, Settled>>

interface Choice {
  readonly variant: Variant
  readonly column: string
}

function networksOf(rows: readonly SqlRow[]): readonly string[] {
  return [...new Set(rows.map(({ network }) => (network === null ? NO_NETWORK : String(network))))]
}

function sumOf(rows: readonly SqlRow[], column: string): number | null {
  let sum: number | null = null
  for (const row of rows) {
    const value = row[column]
    if (typeof value === 'number') sum = (sum ?? 0) + value
  }
  return sum
}

/** First and last day the loads of a variant cover for a network; a load covers all networks it names. */
function coveredDays(plan: Plan, loads: readonly number[], network: string): DayRange | 'dateless' | null {
  const named = new Set(
    plan.catalogue.slices.filter((slice) => slice.network === network).map(({ load }) => load),
  )
  let days: DayRange | null = null
  let dateless = false
  for (const { load, from, to } of plan.catalogue.slices) {
    if (!loads.includes(load) || !named.has(load)) continue
    if (from === null || to === null) dateless = true
    else
      days = days === null ? { from, to } : { from: earlierDay(days.from, from), to: laterDay(days.to, to) }
  }
  return days ?? (dateless ? 'dateless' : null)
}

function chooseDelivery(rows: readonly SqlRow[], choices: readonly Choice[]): Settled {
  const order = (choice: Choice) =>
    choice.variant.basis === 'mmp' ? 2 : choice.variant.via === 'aggregator' ? 1 : 0
  for (const choice of choices.toSorted((a, b) => order(a) - order(b))) {
    const sum = sumOf(rows, choice.column)
    // An MMP writes 0 where it was not told of a network's delivery: that is absent, not zero.
    if (sum === null || (choice.variant.basis === 'mmp' && sum === 0)) continue
    return {
      kind: 'answered',
      column: choice.column,
      basis: choice.variant.basis,
      only: null,
      absentIsZero: false,
    }
  }
  return { kind: 'unknown', reason: 'no source reports it for this network' }
}

interface OutcomeContext {
  readonly plan: Plan
  readonly policy: SourceOfTruth
  readonly network: string
  readonly label: string
  readonly rows: readonly SqlRow[]
  readonly impressionsColumn: string | null
  readonly delivered: DayRange | 'dateless' | null
  readonly notes: Map<string, Note>
}

/** Share of a variant's conversions that fall on objects the network delivered. */
function matchedShare(context: OutcomeContext, column: string): number | null {
  const { plan, rows, impressionsColumn } = context
  if (impressionsColumn === null || !plan.groupings.some(({ kind }) => kind === 'entity')) return null
  const all = sumOf(rows, column)
  if (all === null || all === 0) return null
  const matched = sumOf(
    rows.filter((row) => typeof row[impressionsColumn] === 'number' && row[impressionsColumn] > 0),
    column,
  )
  return (matched ?? 0) / all
}

/** How much of the delivered days a variant covers: all but a few, some of them, or none. */
type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly days: DayRange; readonly share: number }
  | { readonly kind: 'none' }

const NEARLY_ALL = 0.9
/** Share of the delivered days from which the first choice is kept and the question narrowed to them. */
const WORTH_NARROWING = 0.5

function reachOf(context: OutcomeContext, variant: Variant): Reach {
  const { plan, delivered, network } = context
  const covered = coveredDays(plan, variant.loads, network)
  if (covered === null) return { kind: 'none' }
  if (covered === 'dateless' || delivered === 'dateless' || delivered === null) return { kind: 'all' }
  const from = plan.range.from === null ? delivered.from : laterDay(delivered.from, plan.range.from)
  const to = plan.range.to === null ? delivered.to : earlierDay(delivered.to, plan.range.to)
  if (from > to) return { kind: 'all' }
  const days = { from: laterDay(from, covered.from), to: earlierDay(to, covered.to) }
  if (days.from > days.to) return { kind: 'none' }
  const share = countDays(days.from, days.to) / countDays(from, to)
  return share >= NEARLY_ALL ? { kind: 'all' } : { kind: 'some', days, share }
}

interface Fitting {
  readonly choice: Choice
  readonly share: number | null
  readonly reach: Exclude<Reach, { kind: 'none' }>
}

function bestFitting(fitting: readonly Fitting[], matchedShare: number): Fitting | undefined {
  const matched = fitting.filter(({ share }) => share === null || share >= matchedShare)
  const reaches = ({ reach }: Fitting) => reach.kind === 'all' || reach.share >= WORTH_NARROWING
  return (
    matched.find(reaches) ?? matched.find(({ reach }) => reach.kind === 'all') ?? matched[0] ?? fitting[0]
  )
}

function chooseOutcome(context: OutcomeContext, choices: readonly Choice[], event: string): Settled {
  const { plan, policy, network, label, rows, notes } = context
  const addNote = (code: string, message: string) =>
    notes.set(`${code} ${network} ${event}`, { code, message, severity: 'warning' })
  const rank = ({ variant }: Choice) => {
    const place = policy.outcomes.map(String).indexOf(variant.basis)
    return place === -1 ? policy.outcomes.length : place
  }
  const known = choices
    .filter(
      ({ variant, column }) =>
        coveredDays(plan, variant.loads, network) !== null || sumOf(rows, column) !== null,
    )
    .toSorted((a, b) => rank(a) - rank(b))
  const fitting: Fitting[] = []
  const refused: string[] = []
  for (const choice of known) {
    const loads = plan.catalogue.loads.filter(({ load }) => choice.variant.loads.includes(load))
    const lacking = plan.groupings.filter(
      (grouping) => !loads.some(({ dimensions }) => carries(dimensions, grouping)),
    )
    const reach = reachOf(context, choice.variant)
    if (lacking.length > 0) {
      const names = lacking.map(({ label: name }) => name.toLowerCase()).join(', ')
      refused.push(`${choice.variant.basis} ${event} carries no ${names}`)
    } else if (reach.kind === 'none') {
      refused.push(`${choice.variant.basis} ${event} covers none of the days of delivery`)
    } else {
      fitting.push({ choice, share: matchedShare(context, choice.column), reach })
    }
  }
  const best = bestFitting(fitting, policy.matchedShare)
  if (best === undefined) {
    const reason = refused.length === 0 ? `no ${event} is known for ${label}` : refused.join('; ')
    if (refused.length > 0) addNote('grain_not_supported', `${label}: ${reason}.`)
    return { kind: 'unknown', reason }
  }
  const { choice, share, reach } = best
  const { variant, column } = choice
  if (share !== null && share < policy.matchedShare) {
    addNote(
      'few_matched',
      `${label}: only ${Math.round(share * 100)} % of the ${variant.basis} ${event} match something that was delivered.`,
    )
  }
  if (known[0] !== undefined && known[0] !== choice) {
    const why = refused[0] ?? 'the first choice matches or covers too little of what was delivered'
    addNote('other_basis', `${label}: ${event} is answered on the basis ${variant.basis}, because ${why}.`)
  }
  return {
    kind: 'answered',
    column,
    basis: variant.basis,
    only: reach.kind === 'some' ? reach.days : null,
    absentIsZero: share === null || share >= policy.matchedShare,
  }
}

/**
 * Decides per network which basis answers each component: delivery by the network itself before whoever
 * passes it on, outcomes by the source of truth that covers the days and the grain. Bases are never added.
 */
export function settleBasis(
  plan: Plan,
  rows: readonly SqlRow[],
  columns: readonly CompiledColumn[],
  policy: SourceOfTruth = DEFAULT_SOURCE_OF_TRUTH,
): { settlement: Settlement; notes: readonly Note[] } {
  const notes = new Map<string, Note>()
  const settlement = new Map<string, Map<string, Settled>>()
  const byNetwork = Map.groupBy(rows, ({ network }) => (network === null ? NO_NETWORK : String(network)))
  const choicesOf = (component: PlannedComponent): readonly Choice[] =>
    columns.filter(({ component: key }) => key === component.key)
  const deliveryFirst = plan.components.toSorted((a, b) =>
    a.component.from === b.component.from ? 0 : a.component.from === 'delivery' ? -1 : 1,
  )
  for (const network of networksOf(rows)) {
    const own = byNetwork.get(network) ?? []
    const label =
      network === NO_NETWORK
        ? 'Rows without a network'
        : (plan.catalogue.networkLabels.get(network) ?? network)
    const settle = (key: string, settled: Settled) => {
      const perNetwork = settlement.get(key) ?? new Map<string, Settled>()
      perNetwork.set(network, settled)
      settlement.set(key, perNetwork)
    }
    let impressionsColumn: string | null = null
    let delivered: OutcomeContext['delivered'] = null
    for (const component of deliveryFirst) {
      const choices = choicesOf(component)
      if (component.component.from === 'delivery') {
        const settled = chooseDelivery(own, choices)
        settle(component.key, settled)
        if (component.key === 'impressions' && settled.kind === 'answered') {
          impressionsColumn = settled.column
          const loads = choices.find(({ column }) => column === settled.column)?.variant.loads ?? []
          delivered = coveredDays(plan, loads, network)
        }
      } else {
        const context = { plan, policy, network, label, rows: own, impressionsColumn, delivered, notes }
        settle(component.key, chooseOutcome(context, choices, component.component.event))
      }
    }
  }
  return { settlement, notes: [...notes.values()] }
}
