import { PermilleError } from '#schema/error.ts'
import type { Plan } from '../plan.ts'

/** Safe always: a question that names a basis is answered by outcomes of that basis alone. */
export function onlyAskedBasis(plan: Plan): Plan {
  const { basis } = plan.query
  if (basis === undefined) return plan
  const components = plan.components.map((component) =>
    component.component.from === 'delivery'
      ? component
      : { ...component, variants: component.variants.filter((variant) => variant.basis === basis) },
  )
  const empty = components.find(
    ({ component, variants }) => component.from === 'outcome' && variants.length === 0,
  )
  if (empty) {
    throw new PermilleError('not_found', `no ${empty.key} is known on the basis ${basis}`, {
      remedy: 'leave the basis out, or see `permille sources` for what was imported',
    })
  }
  return { ...plan, components }
}
