import { z } from 'zod'
import { type CreativeDecision, decidedCreatives } from '#models/creative-decision.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Project } from '../project.ts'
import type { Presentation } from './presentation.ts'

export const CreativeHistory = z.object({
  decisions: z.array(
    z.object({
      number: z.number().int(),
      at: z.string(),
      kind: z.enum(['merge', 'split']),
      creatives: z.array(z.string()),
      name: z.string().nullable(),
      /** Who said so: a person, or files that show the same, and by what. */
      by: z.enum(['person', 'files']),
      why: z.string().nullable(),
    }),
  ),
})
export type CreativeHistory = z.infer<typeof CreativeHistory>

/** Keys of the creatives somebody named by key or name, merged ones too; throws `not_found` with the nearest. */
export async function creativeKeys(project: Project, asked: readonly string[]): Promise<readonly string[]> {
  const { rows } = await project.own.warehouse.query(
    `SELECT key, coalesce(name, key) AS name FROM entity WHERE level = 'creative'`,
  )
  const named = await project.own.warehouse.query(
    'SELECT DISTINCT named_creative AS key FROM identity WHERE named_creative IS NOT NULL',
  )
  const { merges } = decidedCreatives(project.creativeDecisions)
  const parts = [...merges, ...named.rows].map(({ key }) => ({ key: String(key), name: String(key) }))
  const wholes = rows.map(({ key, name }) => ({ key: String(key), name: String(name) }))
  const known = [...parts, ...wholes]
  const mergedInto = new Map(merges.map(({ key, merged }) => [key, merged]))
  return asked.map((text) => {
    const wanted = text.toLowerCase()
    const named = known.filter(
      ({ key, name }) => key.toLowerCase() === wanted || name.toLowerCase() === wanted,
    )
    const exact = known.find(({ key }) => key === text) ?? named[0]
    const keys = new Set(named.map(({ key }) => mergedInto.get(key) ?? key))
    if (exact !== undefined && (keys.size <= 1 || exact.key === text)) return exact.key
    if (exact !== undefined)
      throw new PermilleError('usage', `${text} names ${keys.size} creatives`, {
        remedy: `name one by its key: ${[...keys].join(', ')}`,
      })
    const close = nearest(
      text,
      [...wholes, ...parts].map(({ name }) => name),
    )
    throw new PermilleError(
      'not_found',
      `no creative is called ${text}${close === null ? '' : ` (did you mean ${close}?)`}`,
      { remedy: 'see them with permille creatives' },
    )
  })
}

/** Writes a decision down and takes it over; the history afterwards. */
export async function decideCreatives(
  project: Project,
  decision: Pick<CreativeDecision, 'kind' | 'creatives' | 'name'>,
): Promise<CreativeHistory> {
  await project.decideCreatives(decision)
  return { decisions: project.creativeDecisions.map((one) => ({ ...one, creatives: [...one.creatives] })) }
}

/** The decisions as a table, newest last. */
export function presentHistory({ decisions }: CreativeHistory): Presentation {
  if (decisions.length === 0)
    return [{ kind: 'text', text: 'No creatives were merged, by hand or by their files.' }]
  return [
    {
      kind: 'table',
      columns: [
        { label: '#', align: 'right' },
        { label: 'when', align: 'left' },
        { label: 'what', align: 'left' },
        { label: 'creatives', align: 'left' },
        { label: 'name', align: 'left' },
        { label: 'because', align: 'left' },
      ],
      rows: decisions.map(({ number, at, kind, creatives, name, by, why }) => [
        by === 'files' ? '' : String(number),
        at,
        kind,
        creatives.join(', '),
        name ?? '',
        why ?? 'a person',
      ]),
    },
  ]
}
