import { addDays } from '#schema/day.ts'
import { delayField, findCurve } from '../learnt-curves.ts'
import type { CompletedLoads, Plan } from '../plan.ts'

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

/**
 * Safe only when asked for: it adds what was not counted. Every count of a day goes up by what its delay curve says is still
 * to come, each load by its own age: the curve learnt of its source, event and network, else the one its source was
 * given; who has none is not answered by settling.
 */
export function completeImmature(plan: Plan): Plan {
  if (plan.query.maturity !== 'completed') return plan
  const all = plan.catalogue.loads
    .filter(({ refetchDays }) => refetchDays !== null)
    .flatMap((load) => completedLoad(plan, load))
    .filter((one) => isRaised(plan, one))
  const groups = Map.groupBy(all, ({ source, observedOn, field, network }) =>
    JSON.stringify([observedOn, source, field, network]),
  )
  const completed = [...groups.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : { ...first, loads: own.flatMap(({ loads }) => loads) }
  })
  return { ...plan, completed }
}
