import {
  type AnsweredPart,
  answerQuery,
  findMetric,
  inSlices,
  type MetricAnswer,
  type MetricContext,
  networksOf,
} from '#metrics/index.ts'
import { componentKey } from '#metrics/metric.ts'
import type { AmountCell } from '#stats/index.ts'
import { type EvidenceQuestion, queryBounds, UNNAMED } from '../evidence/gather-evidence.ts'

/** Which objects are asked about, and to what day of their users' life. */
export interface ValueQuestion extends Omit<EvidenceQuestion, 'event'> {
  readonly day: number
  readonly retentionDays: readonly number[]
}

/** One side of an object: sums where both its parts are known, its days, or why it is not known. */
export interface Amounts {
  readonly amount: number
  readonly exposure: number
  readonly cells: readonly AmountCell[]
  readonly isKnown: boolean
  readonly reason: string
}

export interface ObjectValue {
  readonly key: string
  readonly name: string
  readonly networks: readonly string[]
  /** Installs of impressions, then revenue of installs, then users back on each asked day. */
  readonly sides: readonly Amounts[]
}

interface Gathering {
  readonly name: string
  readonly networks: Set<string>
  readonly sides: {
    amount: number
    exposure: number
    cells: AmountCell[]
    isKnown: boolean
    reason: string
  }[]
}

/** Names of the ratios a question about value is made of. */
function ratioNames({ day, retentionDays }: ValueQuestion): readonly string[] {
  return ['ipm', `arpi_d${day}`, ...retentionDays.map((each) => `retention_d${each}`)]
}

function addParts(
  side: Gathering['sides'][number],
  parts: readonly AnsweredPart[],
  above: string,
  below: string,
): void {
  let amount = 0
  let exposure = 0
  for (const { components, unknown, incomplete } of parts) {
    const reason = incomplete[above] ?? incomplete[below] ?? unknown[above] ?? unknown[below]
    const own = components[above] ?? null
    const of = components[below] ?? null
    if (reason !== undefined || own === null || of === null) {
      if (side.reason === '') side.reason = reason ?? 'nobody reports it'
      continue
    }
    side.isKnown = true
    amount += own
    exposure += of
  }
  side.amount += amount
  side.exposure += exposure
  if (exposure > 0) side.cells.push({ amount, exposure })
}

/** Asks the metric layer what the impressions and installs of every object brought, day by day. */
export async function gatherValue(
  question: ValueQuestion,
  context: MetricContext,
): Promise<{ objects: readonly ObjectValue[]; answer: MetricAnswer }> {
  const names = ratioNames(question)
  const answer = await answerQuery(
    {
      metrics: [...names],
      by: [question.by, 'day'],
      where: [...question.where],
      ...queryBounds({ ...question, event: 'install' }),
    },
    context,
  )
  const pairs = names.flatMap((name) => {
    const metric = findMetric(name, context.names)
    return metric.kind === 'ratio'
      ? [[componentKey(metric.numerator), componentKey(metric.denominator)] as const]
      : []
  })
  const gathered = new Map<string, Gathering>()
  await inSlices(answer.rows, (row) => {
    const key = row.keys[0] ?? UNNAMED.key
    const object = gathered.get(key) ?? {
      name: row.names[0] ?? row.keys[0] ?? UNNAMED.name,
      networks: new Set<string>(),
      sides: pairs.map(() => ({ amount: 0, exposure: 0, cells: [], isKnown: false, reason: '' })),
    }
    gathered.set(key, object)
    for (const network of networksOf(row)) object.networks.add(network)
    pairs.forEach(([above, below], index) => {
      const side = object.sides[index]
      if (side !== undefined) addParts(side, row.parts, above, below)
    })
  })
  const objects = [...gathered].map(([key, { name, networks, sides }]) => ({
    key,
    name,
    networks: [...networks].toSorted(),
    sides,
  }))
  return { objects, answer }
}
