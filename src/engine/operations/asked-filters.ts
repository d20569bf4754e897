import {
  type Filter,
  findSegment,
  type MetricContext,
  type ReadConditions,
  readConditions,
  readFilters,
} from '#metrics/index.ts'

interface Asked {
  readonly where: readonly string[]
  readonly segment: readonly string[]
}

/** What rows and answered rows must be, from `--where` and `--segment`. */
export function askedConditions({ where, segment }: Asked, { names }: MetricContext): ReadConditions {
  const read = readConditions(where, names)
  const named = segment.map((name) => findSegment(name, names.segments))
  return { where: [...named, ...read.where], having: read.having }
}

/** What rows must be, for a question that cannot keep answered rows by a metric. */
export function askedFilters(
  { where, segment }: Asked,
  { names }: MetricContext,
  question: string,
): Filter[] {
  const named = segment.map((name) => findSegment(name, names.segments))
  return [...named, ...readFilters(where, names, question)]
}
