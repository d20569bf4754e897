import { carries } from '#metrics/grouping.ts'
import { findGrouping, type MetricContext } from '#metrics/index.ts'
import type { Note } from '#schema/note.ts'

const FINEST_FIRST = ['creative', 'ad_group', 'campaign', 'network'] as const

/** What to rank when nobody says: creatives, or the finest thing the delivered rows name. */
function defaultGrouping({ catalogue }: MetricContext): { by: string; notes: Note[] } {
  const delivering = catalogue.loads.filter(({ measures }) => measures.has('impressions'))
  const by = FINEST_FIRST.find((name) =>
    delivering.some(({ dimensions }) => carries(dimensions, findGrouping(name))),
  )
  if (by === undefined || by === 'creative') return { by: by ?? 'creative', notes: [] }
  return {
    by,
    notes: [
      {
        code: 'no_creatives',
        severity: 'info',
        message: `No imported file names creatives or ads, so ${by.replace('_', ' ')}s are ranked.`,
      },
    ],
  }
}

/** What is told apart: what was asked for, else the default. */
export function askedGrouping(by: string | undefined, context: MetricContext): { by: string; notes: Note[] } {
  return by === undefined ? defaultGrouping(context) : { by, notes: [] }
}
