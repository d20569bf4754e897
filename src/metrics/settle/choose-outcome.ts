import { outcomesFor, type SourceOfTruth } from '#models/policy.ts'
import type { DayRange } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { carries, type Grouping } from '../grouping.ts'
import type { Plan } from '../plan.ts'
import { appOf, networkOf } from './place.ts'
import { coveredDays, type Reach, reachOf } from './reach.ts'
import type { Choice, Settled } from './settlement.ts'
import type { Tally } from './tally.ts'

/** What is known of a network, or an app on it, before its outcomes are settled. */
export interface OutcomeContext {
  readonly plan: Plan
  readonly policy: SourceOfTruth
  readonly place: string
  readonly label: string
  readonly tally: Tally
  readonly impressionsColumn: string | null
  readonly delivered: DayRange | 'dateless' | null
  readonly notes: Map<string, Note>
}

const MODELLED = ' The basis “modelled” spreads the MMP’s count of each campaign instead.'

const isOfObjects = ({ kind }: Grouping) => kind === 'entity' || kind === 'token'
/** Names of apps differ between sources, too. */
const isMatched = (grouping: Grouping) => isOfObjects(grouping) || grouping.kind === 'app'

/** Share of a variant's conversions that fall on objects the network delivered. */
function matchedShare(context: OutcomeContext, column: string): number | null {
  const { plan, tally, impressionsColumn } = context
  if (impressionsColumn === null || !plan.groupings.some(isMatched)) return null
  const all = tally.sum(column)
  if (all === null || all === 0) return null
  return (tally.sumBeside(column, impressionsColumn) ?? 0) / all
}

/** Share of the delivered days from which the first choice is kept and the question narrowed to them. */
const WORTH_NARROWING = 0.5

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

/** Who answers the outcomes of a place: the first basis of the policy that carries, covers and matches. */
export function chooseOutcome(context: OutcomeContext, choices: readonly Choice[], event: string): Settled {
  const { plan, policy, place: settled, label, tally, notes } = context
  const outcomes = outcomesFor(policy, networkOf(settled), appOf(settled))
  const addNote = (code: string, message: string) =>
    notes.set(`${code} ${settled} ${event}`, { code, message, severity: 'warning' })
  const rank = ({ variant }: Choice) => {
    const place = outcomes.map(String).indexOf(variant.basis)
    return place === -1 ? outcomes.length : place
  }
  const known = choices
    .filter(
      ({ variant, column }) =>
        coveredDays(plan, variant.loads, settled) !== null || tally.sum(column) !== null,
    )
    .toSorted((a, b) => rank(a) - rank(b))
  const fitting: Fitting[] = []
  const refused: string[] = []
  for (const choice of known) {
    const loads = plan.catalogue.loads.filter(({ load }) => choice.variant.loads.includes(load))
    const lacking = plan.groupings.filter(
      (grouping) => !loads.some(({ dimensions }) => carries(dimensions, grouping)),
    )
    const reach = reachOf(plan, settled, context.delivered, choice.variant)
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
  const offerOf = (basis: string) => (basis === 'mmp' && plan.groupings.some(isOfObjects) ? MODELLED : '')
  if (share !== null && share < policy.matchedShare) {
    addNote(
      'few_matched',
      `${label}: only ${Math.round(share * 100)} % of the ${variant.basis} ${event} match something that was delivered.${offerOf(variant.basis)}`,
    )
  }
  const isFirst = known[0] === undefined || known[0] === choice
  const why = refused[0] ?? 'the first choice matches or covers too little of what was delivered'
  if (!isFirst) {
    addNote(
      'other_basis',
      `${label}: ${event} is answered on the basis ${variant.basis}, because ${why}.${offerOf(known[0]?.variant.basis ?? '')}`,
    )
  }
  return {
    kind: 'answered',
    column,
    basis: variant.basis,
    only: reach.kind === 'some' ? reach.days : null,
    absentIsZero: share === null || share >= policy.matchedShare,
    ...(isFirst ? {} : { because: why }),
  }
}
