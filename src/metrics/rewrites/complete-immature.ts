import type { Plan } from '../plan.ts'

/**
 * Safe only when asked for: it adds what was not counted. Every count of a day goes up by what its source's delay
 * curve says is still to come, each load by its own age; who has no curve is not answered by settling.
 */
export function completeImmature(plan: Plan): Plan {
  if (plan.query.maturity !== 'completed') return plan
  const changing = plan.catalogue.loads.filter(
    ({ source, refetchDays }) => refetchDays !== null && plan.delays.has(source),
  )
  const groups = Map.groupBy(changing, ({ source, observedOn }) => `${observedOn} ${source}`)
  const completed = [...groups.values()].flatMap((loads) => {
    const [first] = loads
    const shares = first === undefined ? undefined : plan.delays.get(first.source)
    if (first === undefined || shares === undefined) return []
    return { loads: loads.map(({ load }) => load), observedOn: first.observedOn, shares }
  })
  return { ...plan, completed }
}
