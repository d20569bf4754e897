import { z } from 'zod'
import { describeCurves } from '#analyses/delay/describe-curves.ts'
import { nowcastDays } from '#analyses/delay/nowcast-days.ts'
import { MaturityAnswer } from '#schema/answer/maturity-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import { countedEvent } from './counted-event.ts'
import { EventInput, Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentMaturity } from './present-maturity.ts'
import { sampleNote } from './sample-note.ts'

export const maturity = defineOperation({
  name: 'maturity',
  summary: 'How late conversions come, and what the newest days will count',
  description:
    'Tells per source, event and network which share of a day has come when the day is 0, 1, 2 … days old, with its interval, from how many days it was learnt, and whether answers use it or what is declared; and what the newest days are expected to count in the end.',
  examples: ['maturity', 'maturity --source meta', 'maturity --event purchase --json'],
  kind: 'question',
  input: z.object({
    source: z.string().optional().meta({ description: 'one source only, as `sources` names it' }),
    event: EventInput,
    sample: Sample.optional(),
  }),
  output: MaturityAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const known = [...new Set(context.catalogue.loads.map((load) => load.source))]
    const { source = null } = input
    if (source !== null && !known.includes(source)) {
      const close = nearest(source, known)
      throw new PermilleError(
        'not_found',
        `unknown source: ${source}${close === null ? '' : ` (did you mean ${close}?)`}`,
        { remedy: `sources are ${known.toSorted().join(', ')}` },
      )
    }
    const { event, notes } = countedEvent(input.event, context)
    const field = event.startsWith('unique.') ? event : `event.${event}`
    const curves = describeCurves({ source, field: input.event === undefined ? null : field }, context)
    const { days, notComputed } = await nowcastDays(field, context)
    const freshness = await store.freshness(context)
    return {
      curves: [...curves],
      days: [...days],
      notComputed,
      notes: [...sampleNote(freshness), ...notes],
      freshness,
    }
  },
  present: presentMaturity,
})
