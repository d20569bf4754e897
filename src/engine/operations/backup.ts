import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { Note } from '#schema/note.ts'
import type { Manifest } from '../backup/manifest.ts'
import { writeBackup } from '../backup/write-backup.ts'
import { Flag } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

function notesOf({ keys, migration }: Manifest): Note[] {
  const info = 'info' as const
  return [
    keys
      ? {
          code: 'backup_with_keys',
          severity: 'warning' as const,
          message: 'The key files are inside: whoever has the archive can read the secrets of connections.',
        }
      : {
          code: 'backup_without_keys',
          severity: info,
          message:
            'The key files are not inside; keep .permille/*.key elsewhere, or ask for them with --with-keys.',
        },
    ...(migration === null
      ? [
          {
            code: 'backup_without_rows',
            severity: 'warning' as const,
            message: 'Rows are in ClickHouse and not inside; back them up there. Kept originals are inside.',
          },
        ]
      : []),
  ]
}

export const backup = defineOperation({
  name: 'backup',
  summary: 'Write the whole project into one archive',
  description:
    'Writes the rows, what people decided and who may come in, kept originals, creative files and permille.yaml into one zip archive with the SHA-256 of each, while the project is used. Secrets of connections stay encrypted; the key files go along only when asked for. Without --to, and always over HTTP, the archive is written into .permille/backups.',
  examples: ['backup --to ../ads-2026-11-22.zip', 'backup --to /mnt/safe/ads.zip --with-keys'],
  kind: 'change',
  role: 'admin',
  writes: { to: 'to', at: 'file' },
  input: z.object({
    to: z.string().min(1).optional().meta({ description: 'file to write; none may be there yet' }),
    withKeys: Flag.meta({
      description: 'put the key files in too, which open the secrets of connections and hide identifiers',
    }),
  }),
  output: z.object({
    file: z.string(),
    bytes: z.number().int(),
    files: z.number().int(),
    /** Version that made it. */
    permille: z.string(),
    migration: z.number().int().nullable(),
    keys: z.boolean(),
    notes: z.array(Note),
  }),
  async run(project, { to, withKeys }, { localFiles, onProgress, signal }) {
    if (to !== undefined && !localFiles) {
      throw new PermilleError('forbidden', 'files cannot be named by path over HTTP', {
        remedy: 'leave `to` away: the archive is written into .permille/backups on the server’s machine',
      })
    }
    const { file, bytes, manifest } = await writeBackup(project, {
      to,
      withKeys,
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    })
    const { permille, migration, keys, members } = manifest
    return { file, bytes, files: members.length, permille, migration, keys, notes: notesOf(manifest) }
  },
  job: { title: () => 'Back up the project', isResumable: false },
  present: ({ file, bytes, files, notes }) => [
    {
      kind: 'text',
      text: `${file} holds the project: ${formatNumber(files)} files, ${formatNumber(bytes / 1e6, 1)} MB.`,
    },
    { kind: 'notes', notes },
  ],
})
