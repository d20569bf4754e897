import { ORGANIC } from '#schema/organic.ts'
import { writeCount } from '#schema/write-count.ts'
import type { CompiledColumn } from '../compile.ts'
import { type Component, componentKey, type OutcomeComponent } from '../metric.ts'
import { answeredAlike } from './answered-alike.ts'
import type { Settled } from './settlement.ts'
import type { Tally } from './tally.ts'

/** Share of a place's conversions that may not say which touch earned them where clicks and views are told apart. */
const UNTOLD = 0.01

const TOUCHES = ['click', 'view'] as const

interface Place {
  readonly network: string
  readonly label: string
  readonly tally: Tally
  readonly columns: readonly CompiledColumn[]
}

/** Whether a component counts what clicks, or views, earned alone. */
export function countsOneTouch(component: Component): component is OutcomeComponent {
  return component.from === 'outcome' && component.attribution !== 'all'
}

/** Who answers what one touch earned: whoever answers all of it, where nearly all of it says which touch that was. */
export function settleTouch(
  component: OutcomeComponent,
  whole: Settled | undefined,
  { columns, tally, network, label }: Place,
): Settled {
  if (network === ORGANIC) return { kind: 'unknown', reason: 'organic: no click and no view earned it' }
  const read = (attribution: OutcomeComponent['attribution']) =>
    answeredAlike(whole, componentKey({ ...component, attribution }), columns)
  const sumOf = (settled: Settled) => (settled.kind === 'answered' ? (tally.sum(settled.column) ?? 0) : 0)
  const all = sumOf(read('all'))
  const told = TOUCHES.reduce((sum, touch) => sum + sumOf(read(touch)), 0)
  if (all - told <= UNTOLD * all) return read(component.attribution)
  return {
    kind: 'unknown',
    reason: `${label}: ${writeCount(all - told)} of ${writeCount(all)} ${component.event} conversions do not say whether a click or a view earned them`,
  }
}
