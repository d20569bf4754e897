import { answerQuery, type MetricContext, sumOfParts } from '#metrics/index.ts'
import type { ElementChannel } from '#schema/answer/elements-answer.ts'
import { withoutOrganic } from '#schema/organic.ts'
import { benjaminiHochberg, isComputed } from '#stats/index.ts'
import { type EvidenceQuestion, queryBounds } from '../evidence/gather-evidence.ts'
import type { AskedRate } from './asked-rate.ts'
import { creativesOf, type ElementSource } from './creatives-of.ts'
import { elementRows } from './element-rows.ts'
import { gatherRates } from './gather-rates.ts'
import { readBeside } from './read-beside.ts'

/** Channels that are read, those with the most impressions. */
const MOST_CHANNELS = 6

export type ChannelDimension = 'network' | 'country'

interface Named {
  readonly key: string
  readonly label: string
}

async function largest(
  dimension: ChannelDimension,
  question: EvidenceQuestion,
  context: MetricContext,
): Promise<{ readonly channels: readonly Named[]; readonly all: number; readonly sql: string }> {
  const { rows, sql } = await answerQuery(
    { metrics: ['impressions'], by: [dimension], where: [...question.where], ...queryBounds(question) },
    context,
  )
  const told = rows.flatMap(({ keys, names, parts }) => {
    const [key = null] = keys
    if (key === null || withoutOrganic([key]).length === 0) return []
    return [{ key, label: names[0] ?? key, shown: sumOfParts(parts, 'impressions').value ?? 0 }]
  })
  const sorted = told.filter(({ shown }) => shown > 0).toSorted((a, b) => b.shown - a.shown)
  return { channels: sorted.slice(0, MOST_CHANNELS), all: sorted.length, sql }
}

/** What elements go with inside each of the largest channels, and how that differs from elsewhere for the same creatives. */
export async function readChannels(
  dimension: ChannelDimension,
  question: EvidenceQuestion,
  rate: AskedRate,
  source: ElementSource,
  context: MetricContext,
): Promise<{ channels: ElementChannel[]; all: number; sql: string[] }> {
  const found = await largest(dimension, question, context)
  const sql = [found.sql]
  const read: ElementChannel[] = []
  for (const { key, label } of found.channels) {
    const here = { dimension, operator: '=' as const, values: [key] }
    const elsewhere = { dimension, operator: '!=' as const, values: [key] }
    const inside = await gatherRates({ ...question, where: [...question.where, here] }, rate, context)
    const outside = await gatherRates({ ...question, where: [...question.where, elsewhere] }, rate, context)
    sql.push(...inside.sql, ...outside.sql)
    const own = await readBeside({ elements: source.elements, creatives: creativesOf(inside, source) })
    const both = new Map(outside.rates.map((rest) => [rest.id, rest]))
    const paired = inside.rates.flatMap((one) => {
      const rest = both.get(one.id)
      return rest === undefined
        ? []
        : [
            {
              ...one,
              logRate: one.logRate - rest.logRate,
              variance: one.variance + rest.variance,
              otherGroup: rest.group,
            },
          ]
    })
    const difference = await readBeside({
      elements: source.elements,
      creatives: creativesOf({ ...inside, rates: paired }, source),
    })
    const notComputed: Record<string, string> = {}
    if (!isComputed(own)) notComputed.rows = own.notComputed
    if (!isComputed(difference))
      notComputed.differences = `of creatives that ran here and elsewhere, ${difference.notComputed}`
    read.push({
      channel: key,
      label,
      creatives: isComputed(own) ? own.creatives : inside.rates.length,
      rows: isComputed(own) ? elementRows(own, () => null) : [],
      differences: isComputed(difference)
        ? difference.effects.flatMap(({ element, value, creatives, reading }) =>
            isComputed(reading)
              ? [{ element, value, creatives, times: reading.effect, pValue: reading.pValue, qValue: 1 }]
              : [],
          )
        : [],
      notComputed,
    })
  }
  const qValues = benjaminiHochberg(
    read.flatMap(({ differences }) => differences.map(({ pValue }) => pValue)),
  )
  let next = 0
  const channels = read.map((channel) => ({
    ...channel,
    differences: channel.differences
      .map((own) => {
        const qValue = qValues[next] ?? 1
        next += 1
        return { ...own, qValue }
      })
      .toSorted((a, b) => a.pValue - b.pValue),
  }))
  return { channels, all: found.all, sql }
}
