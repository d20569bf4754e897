import { z } from 'zod'
import { answerQuery, evaluateMetric, networksOf } from '#metrics/index.ts'
import { CreativesAnswer } from '#schema/answer/creatives-answer.ts'
import { withoutOrganic } from '#schema/organic.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedConditions } from './asked-filters.ts'
import { askedRange } from './asked-range.ts'
import { PageInputs, pageOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber, formatPerMille } from './presentation.ts'

export const creatives = defineOperation({
  name: 'creatives',
  summary: 'Every creative with what it delivered',
  description: 'Lists creatives with their networks, first numbers and key; `rank` says which of them win.',
  examples: ['creatives', 'creatives --where "creative ~ hook"'],
  kind: 'question',
  input: z.object({
    ...RangeInputs,
    ...PageInputs,
  }),
  output: CreativesAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const answer = await answerQuery(
      {
        metrics: ['impressions', 'conversions', 'conversions_per_mille', 'spend'],
        by: ['creative'],
        ...askedConditions(input, context),
        ...askedRange(input),
      },
      context,
    )
    const names = ['impressions', 'conversions', 'perMille', 'spend'] as const
    const rows = answer.rows.map((row) => {
      const notComputed: Record<string, string> = {}
      const values = answer.plan.metrics.map((metric, index) => {
        const { value, reason } = evaluateMetric(metric, row)
        if (reason !== null) notComputed[names[index] ?? metric.name] = reason
        return value
      })
      const [impressions = null, conversions = null, perMille = null, spend = null] = values
      return {
        key: row.keys[0] ?? null,
        name: row.names[0] ?? null,
        networks: withoutOrganic(networksOf(row)).toSorted(),
        impressions,
        conversions,
        perMille,
        spend,
        notComputed,
      }
    })
    const sorted = rows.toSorted((a, b) => (b.impressions ?? -1) - (a.impressions ?? -1))
    const freshness = await store.freshness(context)
    return {
      question: resolvedQuestion(answer, context),
      creatives: pageOf(sorted, input),
      notes: [...answerNotes(answer, context, freshness)],
      freshness,
    }
  },
  present: ({ creatives: rows, notes }) => [
    {
      kind: 'table',
      columns: [
        { label: 'creative', align: 'left' },
        { label: 'networks', align: 'left' },
        { label: 'impressions', align: 'right' },
        { label: 'conversions', align: 'right' },
        { label: '‰', align: 'right' },
        { label: 'spend', align: 'right' },
      ],
      rows: rows
        .slice(0, 100)
        .map((row) => [
          row.name ?? 'Unknown',
          row.networks.join(', '),
          formatNumber(row.impressions),
          formatNumber(row.conversions),
          formatPerMille(row.perMille),
          formatNumber(row.spend, 2),
        ]),
    },
    { kind: 'notes', notes },
  ],
})
