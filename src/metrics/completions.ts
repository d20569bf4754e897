import { addDays, countDays, type Day } from '#schema/day.ts'
import type { CompiledColumn } from './compile.ts'
import { delayField, findCurve } from './learnt-curves.ts'
import type { CompletedLoads, Plan } from './plan.ts'
import { networkOf } from './settle/place.ts'
import type { Settlement } from './settle/settlement.ts'

/** Who answers what, as far as it says from which loads a count comes. */
interface Answered {
  readonly settlement: Settlement
  readonly columns: readonly CompiledColumn[]
}

/** Shares so near to 1 change nothing anybody sees. */
const NEARLY_ALL = 1e-3

/** What counts of a load are completed by: curves of its rows for each event and network, else the declared one. */
function completedLoad(plan: Plan, load: Plan['catalogue']['loads'][number]): readonly CompletedLoads[] {
  const common = { loads: [load.load], source: load.source, observedOn: load.observedOn }
  const networks = new Set(
    plan.catalogue.slices
      .filter(({ load: own, to }) => own === load.load && to !== null)
      .map(({ network }) => network),
  )
  const fields = new Set(
    plan.components.flatMap(({ component }) =>
      component.from === 'outcome' ? (delayField(component) ?? []) : [],
    ),
  )
  const learnt = [...fields].flatMap((field) =>
    [...networks].flatMap((network): CompletedLoads[] => {
      const curve = findCurve(plan.learnt, load, network, field)
      if (curve === null) return []
      return [{ ...common, field, network, shares: curve.share, learnt: curve }]
    }),
  )
  const shares = plan.delays.get(load.source)
  if (shares === undefined) return learnt
  return [...learnt, { ...common, field: null, network: null, shares, learnt: null }]
}

/** Whether some of a load's days are young enough to be raised. */
function isRaised(plan: Plan, { loads, observedOn, shares }: CompletedLoads): boolean {
  const oldest = shares.findLastIndex((share) => Math.abs(1 - share) > NEARLY_ALL)
  const since = addDays(observedOn, -oldest)
  return (
    oldest >= 0 &&
    plan.catalogue.slices.some(({ load, to }) => loads.includes(load) && to !== null && to >= since)
  )
}

/** What counts of a plan's loads are completed by, loads observed on one day together. */
export function completionsOf(plan: Plan): readonly CompletedLoads[] {
  const all = plan.catalogue.loads
    .filter(({ refetchDays }) => refetchDays !== null)
    .flatMap((load) => completedLoad(plan, load))
    .filter((one) => isRaised(plan, one))
  const groups = Map.groupBy(all, ({ source, observedOn, field, network }) =>
    JSON.stringify([observedOn, source, field, network]),
  )
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : { ...first, loads: own.flatMap(({ loads }) => loads) }
  })
}

/** The loads a count of a network is answered from; `null` where nothing answers it. */
export function answeringLoads(
  { settlement, columns }: Answered,
  key: string,
  network: string,
): ReadonlySet<number> | null {
  const places = [...(settlement.get(key) ?? [])].filter(([place]) => networkOf(place) === network)
  const answering = places.flatMap(([, settled]) => (settled.kind === 'answered' ? [settled.column] : []))
  if (answering.length === 0) return null
  const own = columns.filter(({ component, column }) => component === key && answering.includes(column))
  return new Set(own.flatMap(({ variant }) => variant.loads))
}

/** What a count of a network's day is completed by: of the newest load of that day among those that answer it. */
export function completionOf(
  { completed, catalogue }: Pick<Plan, 'completed' | 'catalogue'>,
  name: string | null,
  network: string,
  day: Day,
  answering: ReadonlySet<number> | null,
): CompletedLoads | null {
  if (answering === null) return null
  const covering = new Set(
    catalogue.slices
      .filter(
        (slice) =>
          slice.network === network &&
          slice.from !== null &&
          slice.to !== null &&
          slice.from <= day &&
          day <= slice.to,
      )
      .map(({ load }) => load),
  )
  const fitting = completed.filter(
    (one) =>
      (one.field === null || one.field === name) &&
      (one.network === null || one.network === network) &&
      one.loads.some((load) => covering.has(load) && answering.has(load)),
  )
  return fitting.toSorted((a, b) => b.observedOn.localeCompare(a.observedOn))[0] ?? null
}

/** The share of a count that has come for a network's day, as it was learnt; `null` where it was not, or all has. */
type ExpectedShare = (
  network: string,
  day: Day,
) => { readonly share: number; readonly logVariance: number } | null

/** Tells which share of the days of a plan has come; `null` where nothing was learnt that it could be told from. */
export function expectedShare(
  answer: Answered & { readonly plan: Plan },
  field: string,
): ExpectedShare | null {
  const { plan } = answer
  const completed = completionsOf(plan).filter(({ learnt }) => learnt !== null)
  if (completed.length === 0) return null
  const known = new Map<string, ReturnType<ExpectedShare>>()
  const find: ExpectedShare = (network, day) => {
    const answering = answeringLoads(answer, field, network)
    const completion = completionOf({ completed, catalogue: plan.catalogue }, field, network, day, answering)
    if (completion === null) return null
    const age = day > completion.observedOn ? 0 : countDays(day, completion.observedOn) - 1
    const share = completion.shares[age] ?? 1
    if (Math.abs(1 - share) <= NEARLY_ALL) return null
    return { share, logVariance: completion.learnt?.logVariance[age] ?? 0 }
  }
  return (network, day) => {
    const place = `${day} ${network}`
    const found = known.get(place)
    if (found !== undefined) return found
    const share = find(network, day)
    known.set(place, share)
    return share
  }
}
