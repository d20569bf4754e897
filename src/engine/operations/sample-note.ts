import type { Freshness } from '#schema/answer/freshness.ts'
import type { Note } from '#schema/note.ts'

/** Says that an answer is about a sample, where it is. */
export function sampleNote({ sample, sampleLabel }: Freshness): readonly Note[] {
  if (!sample) return []
  return [
    {
      code: 'sample',
      severity: 'info',
      message: `${sampleLabel}. Import a file to see your own.`,
    },
  ]
}
