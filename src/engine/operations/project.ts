import { z } from 'zod'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { PERMILLE_VERSION } from '../version.ts'
import { Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'

export const project = defineOperation({
  name: 'project',
  summary: 'Name, currency, days and events of the project',
  description: 'What the project is called and what its rows offer to ask about.',
  examples: ['project --json'],
  kind: 'question',
  input: z.object({ sample: Sample.optional() }),
  output: z.object({
    name: z.string(),
    currency: z.string().nullable(),
    timezone: z.string(),
    sample: z.boolean(),
    version: z.string(),
    events: z.array(z.string()),
    dimensions: z.array(z.string()),
    /** Name of each network as people write it, by its key. */
    networks: z.record(z.string(), z.string()),
    days: z.object({ from: z.string(), to: z.string() }).nullable(),
  }),
  async run(open, input) {
    const store = await open.store(input.sample)
    const { currency, catalogue } = await store.metricContext()
    const { sample } = await store.freshness()
    const filled = new Set(catalogue.loads.flatMap(({ dimensions }) => [...dimensions]))
    const events = catalogue.loads.flatMap(({ kinds }) =>
      kinds.map(({ event, counting }) => (counting === 'unique' ? `unique.${event}` : event)),
    )
    const { rows } = await store.warehouse.query(
      'SELECT network, min(label) AS label FROM network_name GROUP BY network ORDER BY network',
    )
    const tags = [...filled].filter((name) => name.startsWith('tag.')).sort()
    return {
      name: open.config.name,
      currency,
      timezone: open.config.timezone,
      sample,
      version: PERMILLE_VERSION,
      events: [...new Set(events)].sort(),
      dimensions: [...DIMENSION_NAMES.filter((name) => filled.has(name)), ...tags],
      networks: Object.fromEntries(rows.map(({ network, label }) => [String(network), String(label)])),
      days:
        catalogue.oldestDay === null || catalogue.newestDay === null
          ? null
          : { from: catalogue.oldestDay, to: catalogue.newestDay },
    }
  },
  present: ({ name, currency, timezone, days, events }) => [
    {
      kind: 'text',
      text: `${name} · ${currency ?? 'no currency yet'} · ${timezone} · ${days === null ? 'no days' : `${days.from} … ${days.to}`}\nevents: ${events.join(', ') || 'none'}`,
    },
  ],
})
