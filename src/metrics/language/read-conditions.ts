import { Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import { lookUpMetric, type MetricNames, metricNames } from '../find-metric.ts'
import { findGrouping, type Grouping, groupingWords, isGroupingName, type NameTokens } from '../grouping.ts'
import { type DimensionFilter, type Filter, type Having, isOrder, type MetricCondition } from '../query.ts'
import { type Condition, parseConditions, type WrittenValue } from './condition-grammar.ts'

/** What the names in a condition may stand for. */
export interface ConditionNames extends MetricNames {
  /** The project's named filters. */
  readonly segments?: ReadonlyMap<string, Filter>
  /** What its naming convention tells of names. */
  readonly tokens?: NameTokens
}

/** Conditions on dimensions, which keep rows before they are added up, and on metrics, which keep answered rows. */
export interface ReadConditions {
  readonly where: Filter[]
  readonly having: Having[]
}

type Comparison = Extract<Condition, { kind: 'compare' }>
type Part =
  | { readonly on: 'dimension'; readonly filter: Filter }
  | { readonly on: 'metric'; readonly having: Having }

const OPPOSITE = {
  '=': '!=',
  '!=': '=',
  '~': '!~',
  '!~': '~',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
} as const
const SEGMENT = 'segment'

function unknownName(name: string, names: ConditionNames): PermilleError {
  const close = nearest(name, [...groupingWords(names.tokens), ...metricNames(names), SEGMENT])
  return new PermilleError(
    'not_found',
    `unknown dimension or metric: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: 'docs/query.md lists what can be filtered by; put a value in quotes if this belongs to it' },
  )
}

/** A forgotten operator would make the next condition part of this value. */
function refuseSwallowed({ text, quoted }: WrittenValue, names: ConditionNames): void {
  if (quoted) return
  for (const [, word = ''] of text.matchAll(/\s(?:and|or)\s+(?:not\s+)?([\w.]+)/gi)) {
    if (!isGroupingName(word, names.tokens) && !metricNames(names).includes(word)) continue
    throw new PermilleError('usage', `cannot read the condition on ${word} in: ${text}`, {
      remedy: `write ${word} = VALUE, or put the whole value in quotes`,
    })
  }
}

/** Only a launch and an age have an order, and only days and numbers stand in one with them. */
function refuseOrder({ name, operator, values }: Comparison, grouping: Grouping): void {
  const trait = grouping.kind === 'trait' ? grouping.trait : null
  if (trait !== 'launched' && trait !== 'age_in_days') {
    throw new PermilleError('usage', `${name} is a dimension and has no ${operator}`, {
      remedy: `write ${name} = VALUE, ${name} in (A, B) or ${name} ~ TEXT`,
    })
  }
  const isValue = (text: string) =>
    trait === 'launched' ? Day.safeParse(text).success : /^-?\d{1,6}$/.test(text)
  const wrong = values.find((value) => value === null || !isValue(value.text))
  if (wrong === undefined) return
  throw new PermilleError(
    'usage',
    `${wrong?.text ?? 'unknown'} is no ${trait === 'launched' ? 'day' : 'number of days'}`,
    {
      remedy: `write ${name} ${operator} ${trait === 'launched' ? '2026-05-01' : '14'}`,
    },
  )
}

function readDimension(comparison: Comparison, names: ConditionNames): DimensionFilter {
  const { name, operator, values } = comparison
  const grouping = findGrouping(name, names.tokens)
  if (grouping.kind === 'time') {
    throw new PermilleError('usage', `filter days with --from and --to, not with ${name}`)
  }
  if (isOrder(operator)) refuseOrder(comparison, grouping)
  for (const value of values) if (value !== null) refuseSwallowed(value, names)
  return { dimension: name, operator, values: values.map((value) => value?.text ?? null) }
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*(%?)$/i

function readNumber(name: string, value: WrittenValue | null): number | null {
  if (value === null) return null
  const match = NUMBER.exec(value.text)
  if (match === null) {
    throw new PermilleError('usage', `${name} is a metric and ${value.text || 'nothing'} is no number`, {
      remedy: `write ${name} > 1000, with a point before decimals`,
    })
  }
  return Number.parseFloat(value.text) / (match[1] === '%' ? 100 : 1)
}

function readMetric({ name, operator, values }: Comparison): Having {
  if (operator === '~' || operator === '!~') {
    throw new PermilleError('usage', `${name} is a metric and holds no text`, {
      remedy: `write ${name} > NUMBER`,
    })
  }
  const conditions = values.map(
    (value): MetricCondition => ({ metric: name, operator, value: readNumber(name, value) }),
  )
  const [only] = conditions
  if (conditions.length === 1 && only !== undefined) return only
  return operator === '!=' ? { all: conditions } : { any: conditions }
}

function negated(filter: Filter): Filter {
  if ('all' in filter) return { any: filter.all.map(negated) }
  if ('any' in filter) return { all: filter.any.map(negated) }
  if ('segment' in filter) return { segment: `not ${filter.segment}`, filter: negated(filter.filter) }
  return { ...filter, operator: OPPOSITE[filter.operator] }
}

/** The named filter a segment stands for; throws `not_found` with the nearest name. */
export function findSegment(name: string, segments: ReadonlyMap<string, Filter> | undefined): Filter {
  const filter = segments?.get(name)
  if (filter !== undefined) return { segment: name, filter }
  const known = [...(segments?.keys() ?? [])]
  const close = nearest(name, known)
  throw new PermilleError(
    'not_found',
    `unknown segment: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
    {
      remedy:
        known.length === 0
          ? 'name filters under `segments` in permille.yaml'
          : `segments are ${known.join(', ')}`,
    },
  )
}

function readSegments({ operator, values }: Comparison, { segments }: ConditionNames): Filter {
  if (operator !== '=' && operator !== '!=') {
    throw new PermilleError('usage', `a segment has no ${operator}`, { remedy: 'write segment = NAME' })
  }
  const found = values.map((value) => findSegment(value?.text ?? 'unknown', segments))
  const [only] = found
  const any: Filter = found.length === 1 && only !== undefined ? only : { any: found }
  return operator === '=' ? any : negated(any)
}

function readComparison(comparison: Comparison, names: ConditionNames): Part {
  const { name } = comparison
  if (name === SEGMENT) return { on: 'dimension', filter: readSegments(comparison, names) }
  if (isGroupingName(name, names.tokens)) return { on: 'dimension', filter: readDimension(comparison, names) }
  if (lookUpMetric(name, names) !== null) return { on: 'metric', having: readMetric(comparison) }
  throw unknownName(name, names)
}

/** The same conditions without a `not`: it is moved to the comparisons. */
function withoutNot(condition: Condition, isNegated: boolean): Condition {
  if (condition.kind === 'not') return withoutNot(condition.of, !isNegated)
  if (condition.kind === 'compare')
    return isNegated ? { ...condition, operator: OPPOSITE[condition.operator] } : condition
  const kind = isNegated ? (condition.kind === 'all' ? 'any' : 'all') : condition.kind
  return { kind, of: condition.of.map((part) => withoutNot(part, isNegated)) }
}

function readAny(parts: readonly ReadConditions[], text: string): ReadConditions {
  const onDimensions = parts.every(({ having }) => having.length === 0)
  const onMetrics = parts.every(({ where }) => where.length === 0)
  if (onDimensions) return { where: [{ any: parts.map(({ where }) => joined(where)) }], having: [] }
  if (onMetrics) return { where: [], having: [{ any: parts.map(({ having }) => joined(having)) }] }
  throw new PermilleError('usage', `an or between a dimension and a metric has no answer: ${text}`, {
    remedy:
      'dimensions keep rows before they are added up, metrics after; join the two with and, or ask twice',
  })
}

/** Parts that all must hold, as one. */
export function joined<Part>(parts: readonly Part[]): Part | { readonly all: readonly Part[] } {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { all: parts }
}

function split(condition: Condition, names: ConditionNames, text: string): ReadConditions {
  if (condition.kind === 'not') return split(withoutNot(condition, false), names, text)
  if (condition.kind === 'compare') {
    const part = readComparison(condition, names)
    return part.on === 'dimension'
      ? { where: [part.filter], having: [] }
      : { where: [], having: [part.having] }
  }
  const parts = condition.of.map((one) => split(one, names, text))
  if (condition.kind === 'any') return readAny(parts, text)
  return { where: parts.flatMap(({ where }) => where), having: parts.flatMap(({ having }) => having) }
}

/** Reads texts such as `os = ios and impressions > 1000`, all of which must hold. */
export function readConditions(texts: readonly string[], names: ConditionNames): ReadConditions {
  const read = texts.map((text) => split(withoutNot(parseConditions(text), false), names, text))
  return { where: read.flatMap(({ where }) => where), having: read.flatMap(({ having }) => having) }
}

/** Reads texts that may name dimensions and segments only; `question` says who cannot keep rows by a metric. */
export function readFilters(texts: readonly string[], names: ConditionNames, question: string): Filter[] {
  const { where, having } = readConditions(texts, names)
  const [metric] = having.flatMap(metricsOf)
  if (metric === undefined) return where
  throw new PermilleError('usage', `${question} keeps rows by dimensions, and ${metric} is a metric`, {
    remedy: 'permille query keeps answered rows by metrics',
  })
}

/** The metrics conditions name. */
export function metricsOf(having: Having): readonly string[] {
  if ('all' in having) return having.all.flatMap(metricsOf)
  if ('any' in having) return having.any.flatMap(metricsOf)
  return [having.metric]
}

/** The dimensions a filter names. */
export function dimensionsOf(filter: Filter): readonly string[] {
  if ('all' in filter) return filter.all.flatMap(dimensionsOf)
  if ('any' in filter) return filter.any.flatMap(dimensionsOf)
  if ('segment' in filter) return dimensionsOf(filter.filter)
  return [filter.dimension]
}
