import { DEFAULT_SOURCE_OF_TRUTH, type SourceOfTruth } from '#models/policy.ts'
import type { Note } from '#schema/note.ts'
import type { CompiledColumn } from '../compile.ts'
import { carries } from '../grouping.ts'
import { componentKey, describeComponent } from '../metric.ts'
import type { Plan, PlannedComponent } from '../plan.ts'
import { uncompletedDay } from '../unsettled-days.ts'
import { answeredAlike } from './answered-alike.ts'
import { chooseDelivery } from './choose-delivery.ts'
import { chooseOutcome, type OutcomeContext } from './choose-outcome.ts'
import { appOf, loadsWithoutApp, networkOf, placeOfSlice } from './place.ts'
import { coveredDays } from './reach.ts'
import { countsOneTouch, settleTouch } from './settle-touch.ts'
import type { Choice, Settled, Settlement } from './settlement.ts'
import { NO_NETWORK, type Tally } from './tally.ts'

/** Says so when a network's delivery cannot be told apart by what was asked. */
function noteMissingGrain(
  plan: Plan,
  place: string,
  label: string,
  field: string,
  settled: Settled,
  choices: readonly Choice[],
  notes: Map<string, Note>,
): void {
  if (settled.kind === 'unknown') return
  const loads = choices.find(({ column }) => column === settled.column)?.variant.loads ?? []
  const own = plan.catalogue.loads.filter(({ load }) => loads.includes(load) && isOf(plan, load, place))
  const lacking = plan.groupings.filter(
    (grouping) => !own.some(({ dimensions }) => carries(dimensions, grouping)),
  )
  if (own.length === 0 || lacking.length === 0) return
  const names = lacking.map((grouping) => grouping.label.toLowerCase()).join(', ')
  notes.set(`delivery ${place} ${names}`, {
    code: 'grain_not_supported',
    severity: 'warning',
    message: `${label}: ${field} cannot be told apart by ${names}.`,
  })
}

function isOf(plan: Plan, load: number, place: string): boolean {
  return plan.catalogue.slices.some((slice) => slice.load === load && placeOfSlice(plan, slice) === place)
}

/** An answer as it is, or why its newest days cannot be completed. */
function withCurve(
  plan: Plan,
  network: string,
  label: string,
  { component }: PlannedComponent,
  settled: Settled,
  choices: readonly Choice[],
): Settled {
  if (settled.kind !== 'answered' || component.from !== 'outcome') return settled
  if (component.part === 'value' || component.cohort !== null || component.reached !== null) return settled
  const variant = choices.find(({ column }) => column === settled.column)?.variant
  const open = variant === undefined ? null : uncompletedDay(plan, network, component, variant)
  if (open === null) return settled
  return {
    kind: 'unknown',
    reason: `${label}: conversions are still expected on ${open.day}, and ${open.why}`,
  }
}

function labelOf({ catalogue }: Plan, place: string): string {
  const network = networkOf(place)
  const app = appOf(place)
  const label =
    network === NO_NETWORK ? 'Rows without a network' : (catalogue.networkLabels.get(network) ?? network)
  return app === null ? label : `${label}, ${app}`
}

/** Says so where the source of truth is of single apps and reports of the network do not say of which they are. */
function noteUntoldApps(
  { catalogue }: Plan,
  policy: SourceOfTruth,
  network: string,
  label: string,
  notes: Map<string, Note>,
): void {
  const untold = loadsWithoutApp(catalogue, policy, network)
  if (untold.length === 0) return
  const sources = new Set(
    catalogue.loads.filter(({ load }) => untold.includes(load)).map(({ sourceLabel }) => sourceLabel),
  )
  notes.set(`untold ${network}`, {
    code: 'app_not_told',
    severity: 'warning',
    message: `${label}: the source of truth of single apps is not used, because ${[...sources].join(', ')} does not say which app its rows are of.`,
  })
}

/** Delivery is settled before what is counted of it, a cohort's number before what it is divided by, all before its parts. */
function orderOf({ component }: PlannedComponent): number {
  if (component.acquisition) return 4
  if (component.from === 'delivery') return 0
  if (component.attribution !== 'all') return 3
  return component.reached === null ? 1 : 2
}

/**
 * Decides per network which basis answers each component: delivery by the network itself before whoever
 * passes it on, outcomes by the source of truth that covers the days and the grain; apps the source of truth
 * names are decided on their own. Bases are never added.
 */
export function settleBasis(
  plan: Plan,
  tallies: ReadonlyMap<string, Tally>,
  columns: readonly CompiledColumn[],
  policy: SourceOfTruth = DEFAULT_SOURCE_OF_TRUTH,
): { settlement: Settlement; notes: readonly Note[] } {
  const notes = new Map<string, Note>()
  const settlement = new Map<string, Map<string, Settled>>()
  const choicesOf = (component: PlannedComponent): readonly Choice[] =>
    columns.filter(({ component: key }) => key === component.key)
  const inOrder = plan.components.toSorted((a, b) => orderOf(a) - orderOf(b))
  // Rows come in any order, and what is said of them in one.
  const places = [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [place, tally] of places) {
    const network = networkOf(place)
    const label = labelOf(plan, place)
    noteUntoldApps(plan, policy, network, label, notes)
    const settle = (key: string, settled: Settled) => {
      const perPlace = settlement.get(key) ?? new Map<string, Settled>()
      perPlace.set(place, settled)
      settlement.set(key, perPlace)
    }
    let impressionsColumn: string | null = null
    let delivered: OutcomeContext['delivered'] = null
    for (const component of inOrder) {
      const choices = choicesOf(component)
      if (component.component.acquisition) {
        const whole = componentKey({ ...component.component, acquisition: false })
        settle(component.key, answeredAlike(settlement.get(whole)?.get(place), component.key, columns))
      } else if (countsOneTouch(component.component)) {
        const whole = settlement.get(componentKey({ ...component.component, attribution: 'all' }))?.get(place)
        settle(component.key, settleTouch(component.component, whole, { columns, tally, network, label }))
      } else if (component.component.from === 'delivery') {
        const settled = chooseDelivery(tally, choices)
        settle(component.key, settled)
        noteMissingGrain(plan, place, label, describeComponent(component.component), settled, choices, notes)
        if (component.key === 'impressions' && settled.kind === 'answered') {
          impressionsColumn = settled.column
          const loads = choices.find(({ column }) => column === settled.column)?.variant.loads ?? []
          delivered = coveredDays(plan, loads, place)
        }
      } else {
        const context = { plan, policy, place, label, tally, impressionsColumn, delivered, notes }
        const { event, cohort, reached } = component.component
        const answer = reached === null ? undefined : settlement.get(componentKey(reached))?.get(place)
        const ofBasis =
          answer?.kind === 'answered'
            ? choices.filter(({ variant }) => variant.basis === answer.basis)
            : choices
        const told = cohort === 'to_date' ? `${event} to date` : `${event} D${cohort}`
        const name = cohort === null ? event : told
        settle(
          component.key,
          withCurve(plan, network, label, component, chooseOutcome(context, ofBasis, name), choices),
        )
      }
    }
  }
  return { settlement, notes: [...notes.values()] }
}
