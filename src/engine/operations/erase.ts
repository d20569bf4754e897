import { createHash } from 'node:crypto'
import { z } from 'zod'
import { forgetRows } from '#ingest/index.ts'
import { Note } from '#schema/note.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { identifierKey } from '../identifier-key.ts'
import { Flag } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const HASH_LENGTH = 24
/** The keyed hashes an id may be stored under, however its letters were written. */
function keysOf(ids: readonly string[], key: string): readonly string[] {
  const written = ids.flatMap((id) => [id, id.trim(), id.trim().toLowerCase(), id.trim().toUpperCase()])
  return [...new Set(written)].map((id) =>
    createHash('sha256').update(`${key}${id}`).digest('hex').slice(0, HASH_LENGTH),
  )
}

/** Which of some hashes are devices of touches. */
async function devicesAmong(warehouse: Warehouse, hashes: readonly string[]): Promise<readonly string[]> {
  if (hashes.length === 0) return []
  const { rows } = await warehouse.query('SELECT DISTINCT t.device_key AS device FROM landed_touch t')
  const known = new Set(rows.map(({ device }) => String(device)))
  return hashes.filter((hash) => known.has(hash))
}

const BACKUPS: Note = {
  code: 'backups_unchanged',
  severity: 'warning',
  message: 'Backups made before still hold these rows: delete them, or erase again after restoring one.',
}

export const erase = defineOperation({
  name: 'erase',
  summary: 'Erase the rows of one user',
  description:
    'Takes the rows with one of these ids out of kept originals of raw logs, and their touches out of the store. Ids are hashed with the project’s key and compared with the hashes kept; they are written down nowhere. Give every id you know of the user: advertising id, the MMP’s id, your own. Counts of days stay, since they tell nobody apart.',
  examples: [
    'erase 9f0c1f5e-6a53-4f3e-9d0c-2f6d8f1a7b21 --dry-run',
    'erase 1759620000000-1000000 player-4711',
  ],
  kind: 'change',
  role: 'admin',
  plainArguments: 'ids',
  secretFields: ['ids'],
  input: z.object({
    ids: z
      .union([z.array(z.string().min(1).max(500)).min(1).max(100), z.string().min(1).max(500)])
      .transform((given) => (Array.isArray(given) ? given : [given]))
      .meta({ description: 'ids of the user’s devices or accounts, as the raw logs have them' }),
    dryRun: Flag.meta({ description: 'count the rows in kept originals, change nothing' }),
  }),
  output: z.object({
    isPreview: z.boolean(),
    /** Rows taken out of kept originals. */
    rows: z.number().int(),
    originals: z.number().int(),
    /** Touches deleted from the store; `null` before it is done. */
    touches: z.number().int().nullable(),
    notes: z.array(Note),
  }),
  isPreview: ({ dryRun }) => dryRun,
  async run(project, { ids, dryRun }, { signal, onProgress }) {
    const { folder, own } = project
    const keys = keysOf(ids, await identifierKey(folder.key))
    const look = (texts: readonly string[], isPreview: boolean, from: number) =>
      forgetRows(folder.landing, folder.scratch, texts, {
        isPreview,
        ...(signal === undefined ? {} : { signal }),
        onProgress: (share) => onProgress?.({ fraction: from + share / 2, rows: 0 }),
      })
    const named = await look(keys, true, 0)
    // Rows without the id given, of a device that a row with it names.
    const devices = await devicesAmong(own.warehouse, [...new Set(named.flatMap(({ beside }) => beside))])
    const forgotten = await look([...new Set([...keys, ...devices])], dryRun, 0.5)
    const rows = forgotten.reduce((sum, one) => sum + one.rows, 0)
    const found = { rows, originals: forgotten.length }
    if (dryRun) return { isPreview: true, ...found, touches: null, notes: [] }
    const touches = await own.warehouse.forgetTouches({ keys, devices })
    const isChanged = rows > 0 || touches > 0
    if (isChanged) project.forgotten.add(rows)
    return { isPreview: false, ...found, touches, notes: isChanged ? [BACKUPS] : [] }
  },
  job: { title: (_project, { dryRun }) => (dryRun ? null : 'Erase the rows of a user'), isResumable: false },
  present: ({ isPreview, rows, originals, touches, notes }) => [
    {
      kind: 'text',
      text: `${formatNumber(rows)} rows in ${formatNumber(originals)} kept originals${isPreview ? ' would be erased; nothing was changed.' : ` and ${formatNumber(touches ?? 0)} touches were erased.`}`,
    },
    { kind: 'notes', notes },
  ],
})
