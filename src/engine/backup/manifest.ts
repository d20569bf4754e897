import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { MIGRATIONS } from '#warehouse/duckdb/migrations/index.ts'
import { PERMILLE_VERSION } from '../version.ts'

/** Name of the manifest inside of an archive. */
export const MANIFEST = 'manifest.json'
/** Raised whenever an archive is laid out so that an earlier permille would misread it. */
export const FORMAT = 1

const Member = z.object({
  name: z.string(),
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Member = z.infer<typeof Member>

/** What had to fit to read the rest; every archive of every version begins with it. */
const Origin = z.object({
  format: z.number().int(),
  permille: z.string().regex(/^\d+\.\d+\.\d+/),
  /** Of the database inside; `null` where rows are kept in ClickHouse. */
  migration: z.number().int().nullable(),
})

const Manifest = Origin.extend({
  project: z.string(),
  madeAt: z.iso.datetime(),
  /** Whether the key files are inside. */
  keys: z.boolean(),
  /** Whether kept originals and creative files stayed in the project it was made of, as before an upgrade. */
  isPartial: z.boolean().default(false),
  members: z.array(Member),
})
export type Manifest = z.infer<typeof Manifest>

function isLater(version: string, than: string): boolean {
  const [numbers, others] = [version, than].map((text) => text.split(/[.+-]/).slice(0, 3).map(Number))
  const differs = numbers?.findIndex((number, place) => number !== others?.[place]) ?? -1
  return differs !== -1 && (numbers?.[differs] ?? 0) > (others?.[differs] ?? 0)
}

/** The manifest of an archive; throws `unsupported` for one of a newer permille, and whatever Zod says of a damaged one. */
export function readManifest(text: string): Manifest {
  const stated: unknown = JSON.parse(text)
  const { format, permille, migration } = Origin.parse(stated)
  const newest = MIGRATIONS.at(-1)?.version ?? 0
  if (format > FORMAT || (migration ?? 0) > newest || isLater(permille, PERMILLE_VERSION)) {
    throw new PermilleError(
      'unsupported',
      `this backup was made by permille ${permille}, which is newer than this one, ${PERMILLE_VERSION}`,
      { remedy: 'update permille, then restore it' },
    )
  }
  return Manifest.parse(stated)
}
