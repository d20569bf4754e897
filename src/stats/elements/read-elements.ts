import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { studentQuantile } from '../special/student-t.ts'
import { studentTail } from '../special/student-tail.ts'
import { type CarriedValue, carriedValues } from './carried-values.ts'
import { type Contrast, type ElementDesign, elementDesign } from './element-design.ts'
import { fitSpreads, type SpreadFit } from './fit-spreads.ts'
import { fixedColumns } from './fixed-columns.ts'
import { sharedValues } from './shared-values.ts'
import { shrinkEffects } from './shrink-effects.ts'
import type { ContrastFit } from './spread-moments.ts'
import type {
  ElementCreative,
  ElementEffect,
  ElementReading,
  ElementsInput,
  ElementsReading,
  UnreadElement,
} from './types.ts'
import { unknownColumns } from './unknown-columns.ts'
import { untriedCombinations } from './untried-combinations.ts'

const LEVEL = 0.95
const LEAST_CREATIVES = 10
const LEAST_FREE = 5
const SURE = 0.2

/**
 * What goes with the elements of creatives: a mixed model of log rates in which every value of an element, and every creative
 * beyond its elements, has an effect of its own. The creative is the unit, however often it was shown.
 */
export function readElements(input: ElementsInput): Computed<ElementsReading> {
  const { elements, creatives, level = LEVEL } = input
  const refused = refusal(input)
  if (refused !== null) return refused
  const fixed = fixedColumns(creatives.map(({ within }) => within))
  const before = creatives.length - fixed.length - 1
  if (creatives.length < LEAST_CREATIVES || before < LEAST_FREE)
    return notComputed(
      'not_enough_data',
      `${creatives.length} creatives are known well enough; at least ${LEAST_CREATIVES} that can be compared are needed`,
    )
  const carried = carriedValues(elements, creatives, fixed)
  const isModelled = (element: number) =>
    carried.values.some((own) => own.element === element && own.reason === null)
  const missing = carried.missing.map((own, element) => (isModelled(element) ? own : new Int32Array()))
  const unknown = unknownColumns(
    missing,
    creatives.map(({ values }) => values),
    fixed,
    before - LEAST_FREE,
  )
  const degreesOfFreedom = before - unknown.columns.length
  const design = elementDesign(carried, creatives.length, unknown.isApart)
  const data = {
    logRate: Float64Array.from(creatives, ({ logRate }) => logRate),
    variance: Float64Array.from(creatives, ({ variance }) => variance),
    fixed,
    design,
  }
  const fit = fitSpreads({ ...data, fixed: [...fixed, ...unknown.columns] })
  const readings = readValues(carried.values, design, fit, degreesOfFreedom, level)
  const spread = { element: fit.element, creative: fit.creative }
  return {
    creatives: creatives.length,
    degreesOfFreedom,
    spread,
    explained: explained(design, creatives.length, spread),
    effects: carried.values.map((own, at) => effectOf(own, carried.values, input, readings[at])),
    unread: elements.flatMap((element, e): UnreadElement[] => {
      if (carried.values.some((own) => own.element === e)) return []
      return [{ element, reason: whyUnread(creatives, e) }]
    }),
    rare: Object.fromEntries(
      elements.flatMap((element, e) => {
        const count = carried.rare[e] ?? 0
        return count > 0 && carried.values.some((own) => own.element === e) ? [[element, count] as const] : []
      }),
    ),
    together: carried.together,
    shared: sharedValues(elements, creatives, data, carried.values, level),
    untried: untriedCombinations(elements, creatives, carried.values, design, fit, level),
    level,
  }
}

function refusal({ elements, creatives, level = LEVEL }: ElementsInput) {
  if (!(level > 0 && level < 1)) return notComputed('invalid_setting', 'the level lies between 0 and 1')
  if (elements.length === 0) return notComputed('invalid_setting', 'name an element')
  for (const { id, logRate, variance, exposure, conversions } of creatives) {
    if (!Number.isFinite(logRate) || !(variance > 0 && variance < Infinity))
      return notComputed('invalid_counts', `${id} has a rate that cannot be used`)
    if (!(exposure >= 0 && conversions >= 0)) return notComputed('invalid_counts', `${id} has counts below 0`)
  }
  return null
}

function whyUnread(creatives: readonly ElementCreative[], element: number) {
  const counts = new Map<string, number>()
  for (const { values } of creatives) {
    const value = values[element] ?? null
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const [first] = counts.keys()
  if (first === undefined)
    return notComputed('not_enough_data', 'no creative that is known well enough has it')
  if (counts.size === 1)
    return notComputed('only_one_creative', `every creative has the same value, ${first}`)
  return notComputed(
    'not_enough_data',
    `none of its ${counts.size} values is carried by 3 creatives while 3 others carry another`,
  )
}

function readValues(
  values: readonly CarriedValue[],
  design: ElementDesign,
  fit: SpreadFit,
  degreesOfFreedom: number,
  level: number,
): (ElementReading | null)[] {
  const reach = studentQuantile((1 + level) / 2, degreesOfFreedom)
  const known = new Map<number, ContrastFit['free']>()
  const measured = values.map((_, at) => {
    const contrast = design.differs[at] ?? null
    const free = contrast === null ? null : measureOnce(contrast, fit, known)
    // Two values of one element are each other's opposite: one test, not two.
    return contrast === null || free === null
      ? null
      : { at, ...free, test: contrast.size === 1 ? [...contrast.keys()].join() : `${at} alone` }
  })
  const once = new Map(measured.flatMap((own) => (own === null ? [] : [[own.test, own] as const])))
  const shrunk = shrinkEffects([...once.values()], level)
  const read = measured.map((own) => {
    if (own === null) return null
    const { estimate, variance, test } = own
    const [at] = [...once.keys()].entries().find(([, key]) => key === test) ?? [0]
    const isOpposite = once.get(test)?.at !== own.at
    const { mean, low, high } = shrunk[at] ?? { mean: 0, low: 0, high: 0 }
    const deviation = Math.sqrt(variance)
    return {
      effect: isOpposite
        ? { ratio: Math.exp(-mean), low: Math.exp(-high), high: Math.exp(-low) }
        : { ratio: Math.exp(mean), low: Math.exp(low), high: Math.exp(high) },
      unshrunk: ratio(estimate, reach * deviation),
      pValue: studentTail(estimate / deviation, degreesOfFreedom),
      test,
    }
  })
  const tests = new Map(read.flatMap((own) => (own === null ? [] : [[own.test, own.pValue] as const])))
  const found = benjaminiHochberg([...tests.values()])
  const qValues = new Map([...tests.keys()].map((key, k) => [key, found[k] ?? 1]))
  return read.map((own) => {
    if (own === null) return null
    const { test, ...rest } = own
    return { ...rest, qValue: qValues.get(test) ?? 1 }
  })
}

/** What is measured of a contrast; that of two values of one element is the other way round for the other one. */
function measureOnce(contrast: Contrast, fit: SpreadFit, known: Map<number, ContrastFit['free']>) {
  const [[column, sign] = [0, 1]] = contrast
  if (contrast.size > 1) return fit.measure(contrast)
  const own = known.get(column) ?? fit.measure(new Map([[column, 1]]))
  known.set(column, own)
  return own === null ? null : { estimate: sign * own.estimate, variance: own.variance }
}

function ratio(mean: number, reach: number) {
  return { ratio: Math.exp(mean), low: Math.exp(mean - reach), high: Math.exp(mean + reach) }
}

function effectOf(
  { element, value, members, reason, alike }: CarriedValue,
  values: readonly CarriedValue[],
  { elements, creatives }: ElementsInput,
  read: ElementReading | null | undefined,
): ElementEffect {
  const own = new Set(members)
  const sums = { exposure: 0, conversions: 0, others: 0, otherExposure: 0, otherConversions: 0 }
  creatives.forEach((creative, i) => {
    if (own.has(i)) {
      sums.exposure += creative.exposure
      sums.conversions += creative.conversions
    } else if ((creative.values[element] ?? null) !== null) {
      sums.others += 1
      sums.otherExposure += creative.exposure
      sums.otherConversions += creative.conversions
    }
  })
  const rate = sums.exposure > 0 ? sums.conversions / sums.exposure : 0
  const otherRate = sums.otherExposure > 0 ? sums.otherConversions / sums.otherExposure : 0
  const pooled = rate > 0 && otherRate > 0 ? rate / otherRate : null
  const reading: Computed<ElementReading> =
    reason ?? read ?? notComputed('not_comparable', 'nothing tells it apart from the other elements')
  return {
    element: elements[element] ?? '',
    value,
    creatives: members.length,
    others: sums.others,
    exposure: sums.exposure,
    conversions: sums.conversions,
    pooled,
    isMisleading:
      pooled !== null &&
      isComputed(reading) &&
      reading.pValue <= SURE &&
      Math.log(pooled) * Math.log(reading.unshrunk.ratio) < 0,
    alike: alike.flatMap(({ at, correlation }) => {
      const other = values[at]
      return other === undefined
        ? []
        : [{ element: elements[other.element] ?? '', value: other.value, correlation }]
    }),
    reading,
  }
}

/** Share of the variance between creatives that their elements would make at these spreads. */
function explained(
  { columns, column, weight }: ElementDesign,
  count: number,
  { element, creative }: ElementsReading['spread'],
): number {
  const sums = new Float64Array(columns)
  let squares = 0
  column.forEach((own, m) => {
    sums[own] = (sums[own] ?? 0) + (weight[m] ?? 0)
    squares += (weight[m] ?? 0) ** 2
  })
  const varies = squares / count - sums.reduce((sum, x) => sum + (x / count) ** 2, 0)
  const own = element ** 2 * Math.max(0, varies)
  return own / (own + creative ** 2)
}
