import { PermilleError } from '#schema/error.ts'
import { calculate } from '../evaluate-formula.ts'
import { findMetric, type MetricNames } from '../find-metric.ts'
import { type Expression, isMoney, type Metric, type UnitPowers } from '../metric.ts'
import { type Formula, parseFormula } from './formula-grammar.ts'

/** What adds up over rows, what is recomputed from sums, and what is just a number. */
export type Nature = 'sum' | 'ratio' | 'number'

export interface ReadFormula {
  readonly expression: Expression
  readonly nature: Nature
  readonly powers: UnitPowers
}

const PURE: UnitPowers = { money: 0, count: 0 }

function componentFormula(component: Extract<Expression, { kind: 'component' }>['component']): ReadFormula {
  return {
    expression: { kind: 'component', component },
    nature: 'sum',
    powers: isMoney(component) ? { money: 1, count: 0 } : { money: 0, count: 1 },
  }
}

function metricFormula(metric: Metric): ReadFormula {
  if (metric.kind === 'sum') return componentFormula(metric.of)
  if (metric.kind === 'formula') {
    const { expression, additive, powers } = metric
    return { expression, powers, nature: additive ? 'sum' : 'ratio' }
  }
  const left = componentFormula(metric.numerator)
  const right = componentFormula(metric.denominator)
  const ratio: Expression = { kind: '/', left: left.expression, right: right.expression }
  return {
    expression:
      metric.scale === 1 ? ratio : { kind: '*', left: { kind: 'number', value: metric.scale }, right: ratio },
    nature: 'ratio',
    powers: combined(left.powers, right.powers, -1),
  }
}

function combined(left: UnitPowers, right: UnitPowers, sign: 1 | -1): UnitPowers {
  return { money: left.money + sign * right.money, count: left.count + sign * right.count }
}

const samePowers = (one: UnitPowers, other: UnitPowers) =>
  one.money === other.money && one.count === other.count

function unitName({ money, count }: UnitPowers): string {
  if (money === 0 && count === 0) return 'without a unit'
  const part = (name: string, power: number) =>
    power === 0
      ? []
      : [power === 1 ? name : `${name}${power < 0 ? ' below the line' : ` to the power ${power}`}`]
  return `in ${[...part('money', money), ...part('counts', count)].join(', ')}`
}

const NATURES = { sum: 'a sum', ratio: 'a ratio', number: 'a number' } as const

function refuse(formula: Formula, reason: string, remedy: string): never {
  throw new PermilleError('usage', `${formula.text}: ${reason}`, { remedy })
}

/** The nature of a sum or difference: only like may be added to like. */
function addedNature(formula: Both, left: ReadFormula, right: ReadFormula): Nature {
  const natures = new Set([left.nature, right.nature])
  if (natures.has('sum') && natures.size > 1) {
    refuse(
      formula,
      `${formula.left.text} is ${NATURES[left.nature]} and ${formula.right.text} is ${NATURES[right.nature]}, which do not add up`,
      'add sums to sums and ratios to ratios',
    )
  }
  if (!samePowers(left.powers, right.powers)) {
    refuse(
      formula,
      `${formula.left.text} is ${unitName(left.powers)} and ${formula.right.text} ${unitName(right.powers)}`,
      'add only what is counted in one unit',
    )
  }
  return natures.has('ratio') ? 'ratio' : left.nature
}

function multipliedNature(formula: Both, left: Nature, right: Nature): Nature {
  if (left === 'number') return right
  if (right === 'number') return left
  if (left === 'ratio' && right === 'ratio') return 'ratio'
  return refuse(
    formula,
    `${NATURES[left]} times ${NATURES[right]} does not add up over rows`,
    'multiply by numbers, or ratios by ratios',
  )
}

function dividedNature(formula: Both, left: Nature, right: Nature): Nature {
  if (right === 'number') return left
  if (left === 'sum' && right === 'sum') return 'ratio'
  if (left !== 'sum' && right === 'ratio') return 'ratio'
  return refuse(
    formula,
    `${NATURES[left]} divided by ${NATURES[right]} does not add up over rows`,
    'divide sums by sums',
  )
}

function constantOf(expression: Expression): number {
  const { value } = calculate(expression, new Map())
  return value ?? 0
}

type Both = Extract<Formula, { left: Formula }>

function natureOf(formula: Both, left: ReadFormula, right: ReadFormula): Nature {
  if (formula.kind === '+' || formula.kind === '-') return addedNature(formula, left, right)
  if (formula.kind === '*') return multipliedNature(formula, left.nature, right.nature)
  if (right.nature === 'number' && constantOf(right.expression) === 0)
    refuse(formula, 'divides by 0', 'divide by a metric or another number')
  return dividedNature(formula, left.nature, right.nature)
}

function resolve(formula: Formula, names: MetricNames): ReadFormula {
  if (formula.kind === 'number')
    return { expression: { kind: 'number', value: formula.value }, nature: 'number', powers: PURE }
  if (formula.kind === 'name') return metricFormula(findMetric(formula.name, names))
  const left = resolve(formula.left, names)
  const right = resolve(formula.right, names)
  const { kind } = formula
  return {
    expression: { kind, left: left.expression, right: right.expression },
    nature: natureOf(formula, left, right),
    powers:
      kind === '+' || kind === '-' ? left.powers : combined(left.powers, right.powers, kind === '*' ? 1 : -1),
  }
}

/** A formula with every metric found and its unit and additivity checked; throws a sentence with what does not fit. */
export function readFormula(text: string, names: MetricNames): ReadFormula {
  return resolve(parseFormula(text), names)
}
