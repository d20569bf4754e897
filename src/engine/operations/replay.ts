import { z } from 'zod'
import { Note } from '#schema/note.ts'
import { rebuildStore } from '../rebuild-store.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const EXIT_REFUSED = 3

function erasedNote(same: boolean, rows: number): Note[] {
  if (same || rows === 0) return []
  const message = `${formatNumber(rows)} rows were taken out of kept originals by erasing: what is stored still counts them.`
  return [{ code: 'originals_erased', severity: 'info', message }]
}

export const replay = defineOperation({
  name: 'replay',
  summary: 'Read every kept original again and compare',
  description:
    'Rebuilds the store beside the project from the originals kept with each load, compares rows, sums and texts, and rebuilds the derived tables. Stored numbers do not change; touches of raw logs loaded before touches were kept are filled in.',
  examples: ['replay'],
  kind: 'change',
  input: z.object({}),
  output: z.object({
    same: z.boolean(),
    /** Touches that were filled in. */
    touches: z.number().int(),
    loads: z.array(
      z.object({
        load: z.string(),
        file: z.string(),
        outcome: z.enum(['same', 'different', 'original_missing', 'refused']),
        detail: z.string().nullable(),
      }),
    ),
    notes: z.array(Note),
  }),
  async run(project, _input, { signal, onProgress }) {
    const { loads, same, touches } = await rebuildStore(project.own, project.folder, project.config, {
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    })
    await project.own.refresh()
    const failed = loads.filter(({ outcome }) => outcome !== 'same')
    return {
      same,
      touches,
      loads: [...loads],
      notes: [
        ...erasedNote(same, project.forgotten.numbers().rows),
        ...failed.map(({ load, file, detail }) => ({
          code: 'replay_failed',
          severity: 'warning' as const,
          message: `Load ${load} (${file}) could not be read again: ${detail}.`,
        })),
      ],
    }
  },
  job: { title: () => 'Replay every original', isResumable: false },
  present: ({ loads, same, touches, notes }) => [
    {
      kind: 'text',
      text: same
        ? `${formatNumber(loads.length)} originals were read again: rows, sums and texts are the same.`
        : `${formatNumber(loads.length)} originals were read again: the result differs from what is stored.`,
    },
    ...(touches === 0
      ? []
      : [{ kind: 'text' as const, text: `${formatNumber(touches)} touches of raw logs were filled in.` }]),
    { kind: 'notes', notes },
  ],
  exitCode: ({ same }) => (same ? 0 : EXIT_REFUSED),
})
