import { z } from 'zod'
import { decidedObjects } from '#models/object-decision.ts'
import { PermilleError } from '#schema/error.ts'
import { MERGE_LEVELS } from '#schema/merge-level.ts'
import { nearest } from '#schema/nearest.ts'
import type { Project } from '../project.ts'
import { creativeKeys } from './decide-creatives.ts'
import type { Presentation } from './presentation.ts'

/** What may be put together: networks, apps, campaigns, ad groups, ads and creatives. */
export const MergeLevel = z.enum(MERGE_LEVELS).default('campaign').meta({ description: 'what they are' })
type MergeLevel = z.infer<typeof MergeLevel>

export const ObjectHistory = z.object({
  decisions: z.array(
    z.object({
      number: z.number().int(),
      at: z.string(),
      level: z.enum(MERGE_LEVELS),
      kind: z.enum(['merge', 'split']),
      objects: z.array(z.object({ key: z.string(), name: z.string() })),
      name: z.string().nullable(),
      /** Who said so: a person, or files of creatives that show the same, and by what. */
      by: z.enum(['person', 'files']),
      why: z.string().nullable(),
    }),
  ),
  /** False where all of it was so already; then nothing was written. */
  changed: z.boolean(),
})
export type ObjectHistory = z.infer<typeof ObjectHistory>

interface Known {
  readonly key: string
  readonly name: string
}

const KNOWN_SQL = {
  network: 'SELECT DISTINCT network AS key, label AS name FROM network_name',
  app: 'SELECT app AS key, name FROM app_name UNION ALL SELECT app AS key, app AS name FROM app_name',
}

/** Everything a level has: as it is now, and parts of merges by the names they had. */
async function knownObjects(project: Project, level: Exclude<MergeLevel, 'creative'>): Promise<Known[]> {
  const sql =
    level === 'network' || level === 'app'
      ? KNOWN_SQL[level]
      : `SELECT key, coalesce(name, key) AS name FROM entity WHERE level = '${level}'`
  const { rows } = await project.own.warehouse.query(sql)
  const merges = decidedObjects(project.objectDecisions).get(level)
  const parts = project.objectDecisions
    .filter((one) => one.level === level)
    .flatMap(({ objects }) => objects.filter(({ key }) => merges?.has(key) === true))
  const wholes = [...(merges?.values() ?? [])].flatMap(({ merged, name }) =>
    name === null ? [] : [{ key: merged, name }],
  )
  // A merged app is called by its new name alone, and decided about by its key.
  const keyOf = new Map(level === 'app' ? wholes.map(({ key, name }) => [name, key]) : [])
  const now = rows.map(({ key, name }) => ({
    key: keyOf.get(String(key)) ?? String(key),
    name: String(name),
  }))
  return [...parts, ...wholes, ...now]
}

function findKnown(
  text: string,
  level: MergeLevel,
  known: readonly Known[],
  whole: (key: string) => string,
): Known {
  const wanted = text.toLowerCase()
  const exact = known.find(({ key }) => key === text)
  if (exact !== undefined) return exact
  const named = known.filter(({ key, name }) => key.toLowerCase() === wanted || name.toLowerCase() === wanted)
  const [first] = named
  const keys = new Set(named.map(({ key }) => whole(key)))
  const words = level.replace('_', ' ')
  if (first !== undefined && keys.size === 1) return first
  if (first !== undefined)
    throw new PermilleError('usage', `${text} names ${keys.size} ${words}s`, {
      remedy: `name one by its key: ${[...keys].join(', ')}`,
    })
  const close = nearest(
    text,
    known.map(({ name }) => name),
  )
  throw new PermilleError(
    'not_found',
    `no ${words} is called ${text}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: `see them with permille query --metrics impressions --by ${level}` },
  )
}

/** The decisions about all levels, oldest first. */
export function objectHistory(project: Project): ObjectHistory['decisions'] {
  const creatives = project.creativeDecisions.map(({ creatives: keys, ...one }) => ({
    ...one,
    level: 'creative' as const,
    objects: keys.map((key) => ({ key, name: key })),
  }))
  const objects = project.objectDecisions.map((one) => ({
    ...one,
    objects: [...one.objects],
    by: 'person' as const,
    why: null,
  }))
  return [...creatives, ...objects].toSorted((a, b) => a.at.localeCompare(b.at))
}

/** Finds the named objects, writes down that they are one or not and takes it over; the history afterwards. */
export async function decideObjects(
  project: Project,
  level: MergeLevel,
  kind: 'merge' | 'split',
  asked: readonly string[],
  name: string | null,
): Promise<ObjectHistory> {
  if (level === 'creative') {
    const creatives = [...new Set(await creativeKeys(project, asked))]
    needTwo(kind, creatives)
    await project.decideCreatives({ kind, creatives, name })
    return { decisions: objectHistory(project), changed: true }
  }
  const known = await knownObjects(project, level)
  const merges = decidedObjects(project.objectDecisions).get(level)
  const found = asked.map((text) => findKnown(text, level, known, (key) => merges?.get(key)?.merged ?? key))
  const objects = [...new Map(found.map(({ key, name: called }) => [key, { key, name: called }])).values()]
  needTwo(kind, objects)
  const changed = await project.decideObjects({ level, kind, objects, name })
  return { decisions: objectHistory(project), changed }
}

function needTwo(kind: 'merge' | 'split', objects: readonly unknown[]): void {
  if (kind === 'merge' && objects.length < 2)
    throw new PermilleError('usage', 'only one object is named', { remedy: 'name two that differ' })
}

/** The decisions as a table, newest last. */
export function presentObjects({ decisions, changed }: ObjectHistory): Presentation {
  const unchanged = changed
    ? []
    : [{ kind: 'text' as const, text: 'That is so already: nothing was changed.' }]
  if (decisions.length === 0) return [...unchanged, { kind: 'text', text: 'Nothing was merged or split.' }]
  return [
    ...unchanged,
    {
      kind: 'table',
      columns: ['when', 'what', 'level', 'objects', 'name', 'because'].map((label) => ({
        label,
        align: 'left' as const,
      })),
      rows: decisions.map(({ at, kind, level, objects, name, why }) => [
        at,
        kind,
        level.replace('_', ' '),
        objects.map((one) => one.name).join(', '),
        name ?? '',
        why ?? 'a person',
      ]),
    },
  ]
}
