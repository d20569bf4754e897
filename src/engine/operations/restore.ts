import { resolve } from 'node:path'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { Note } from '#schema/note.ts'
import type { Manifest } from '../backup/manifest.ts'
import { restoreBackup } from '../backup/restore-backup.ts'
import { oneOf } from './inputs.ts'
import { localFile } from './local-file.ts'
import { defineStandaloneOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

function notesOf({ keys, migration, isPartial }: Manifest): Note[] {
  const warning = 'warning' as const
  return [
    ...(keys
      ? []
      : [
          {
            code: 'restored_without_keys',
            severity: warning,
            message:
              'The key files were not in the archive: put them back into .permille, or give connections their secrets again.',
          },
        ]),
    ...(isPartial
      ? [
          {
            code: 'restored_without_files',
            severity: warning,
            message:
              'Kept originals and creative files stayed in the project: move .permille/landing and .permille/assets over from it.',
          },
        ]
      : []),
    ...(migration === null
      ? [
          {
            code: 'restored_without_rows',
            severity: warning,
            message: 'Rows were not in the archive: they are in the ClickHouse that permille.yaml names.',
          },
        ]
      : []),
  ]
}

export const restore = defineStandaloneOperation({
  name: 'restore',
  summary: 'Put a project back from an archive',
  description:
    'Checks every file of an archive that `permille backup` wrote, and only then puts the project into an empty or new folder. An archive that is damaged or of a newer permille changes nothing.',
  examples: ['restore ads-2026-11-22.zip --into ads'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'file',
  input: z.object({
    file: oneOf(z.string().min(1)).meta({ description: 'archive to restore' }),
    into: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'empty or new folder; the one of --project by default, or this one' }),
  }),
  output: z.object({
    folder: z.string(),
    project: z.string(),
    madeAt: z.string(),
    files: z.number().int(),
    notes: z.array(Note),
  }),
  async run({ file, into }, { localFiles, root, onProgress }) {
    if (!localFiles) {
      throw new PermilleError(
        'forbidden',
        'projects are restored by the command on the machine itself only',
        {
          remedy: 'run `permille restore FILE --into FOLDER` there',
        },
      )
    }
    const { path } = await localFile(file)
    const folder = resolve(into ?? root ?? '.')
    const manifest = await restoreBackup(path, folder, onProgress)
    const { project, madeAt, members } = manifest
    return { folder, project, madeAt, files: members.length, notes: notesOf(manifest) }
  },
  present: ({ folder, project, madeAt, files, notes }) => [
    {
      kind: 'text',
      text: `${project} of ${madeAt.slice(0, 16).replace('T', ' ')} UTC is in ${folder}: ${formatNumber(files)} files, each checked.`,
    },
    { kind: 'notes', notes },
  ],
})
