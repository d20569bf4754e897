import { z } from 'zod'
import type { CreativeTagValue, TagsAnswer } from '#schema/answer/tags-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { readCreativeParts } from '../creative-parts.ts'
import { namesForRules, shownByFiles, unanswered } from '../creative-tags/shown-tags.ts'
import { TagKey } from '../creative-tags/tagging-settings.ts'
import { tagsOf } from '../creative-tags/tags-of.ts'
import type { Project } from '../project.ts'
import type { Presentation } from './presentation.ts'

export const TagCreatives = z
  .array(z.string())
  .min(1, 'name a creative')
  .meta({ description: 'creatives by key or name' })

/** The values of pairs `KEY=VALUE`, a key given twice having both. */
export function tagPairs(pairs: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>()
  for (const pair of pairs) {
    const mark = pair.indexOf('=')
    const key = TagKey.safeParse(pair.slice(0, Math.max(mark, 0)).trim())
    const value = pair.slice(mark + 1).trim()
    if (!key.success || value === '' || value.length > 200) {
      throw new PermilleError('usage', `cannot read the tag ${pair.slice(0, 60)}`, {
        remedy: 'write KEY=VALUE, such as hook_type=challenge',
      })
    }
    values.set(key.data, [...(values.get(key.data) ?? []), value])
  }
  return values
}

/** Names of creatives by their keys; a key that answers no name is its own. */
export async function creativeNames(project: Project): Promise<ReadonlyMap<string, string>> {
  const { rows } = await project.own.warehouse.query(
    `SELECT e.key AS key, coalesce(e.name, e.key) AS name FROM entity e WHERE e.level = 'creative'`,
  )
  return new Map(rows.map(({ key, name }) => [String(key), String(name)]))
}

/** Keys of the creatives that have tags or files, each as what it counts as now. */
export async function taggedCreatives({ tags, own }: Project): Promise<readonly string[]> {
  const { whole } = await readCreativeParts(own.warehouse)
  const keys = [...tags.decided.keys(), ...(await tags.shownKeys())]
  return [...new Set(keys.map(whole))].toSorted()
}

/** What is known of these creatives, and what people changed of them; `more` are left out. */
export async function tagsAnswer(
  project: Project,
  creatives: readonly string[],
  more: number,
): Promise<TagsAnswer> {
  const names = await creativeNames(project)
  const { changes, decided } = project.tags
  const wanted = new Set(creatives)
  const { keys } = await readCreativeParts(project.own.warehouse)
  const files = project.assets.filesOf(creatives.flatMap(keys))
  const origins = project.tagOrigins
  const namesOf = await namesForRules(origins)
  return {
    creatives: creatives.map((creative) => {
      const all = keys(creative).flatMap((key) => files.get(key) ?? [])
      // Creatives that count as one often share a file.
      const own = [...new Map(all.map((file) => [file.sha256, file])).values()]
      return tagsOf(
        { creative, name: names.get(creative) ?? creative },
        shownByFiles(own, keys(creative).flatMap(namesOf), origins),
        [...own.flatMap(({ notComputed }) => notComputed), ...unanswered(own, origins)],
        decided.get(creative) ?? new Map(),
      )
    }),
    more,
    changes: changes.filter(({ creative }) => wanted.has(creative)),
  }
}

const share = (confidence: number) => `${Math.round(confidence * 100)} %`

function evidenceOf({ evidence }: CreativeTagValue): string {
  if (evidence === null) return ''
  const { text, from, to } = evidence
  const seconds = from === undefined ? '' : to === undefined ? `${from} s` : `${from}–${to} s`
  return [text, seconds].filter((part) => part !== undefined && part !== '').join(' · ')
}

/** Tags as a table, then what people changed. */
export function presentTags({ creatives, more, changes }: TagsAnswer): Presentation {
  if (creatives.length === 0)
    return [{ kind: 'text', text: 'No creative has tags: permille assets add FILE, or permille tags set.' }]
  const left = (label: string) => ({ label, align: 'left' as const })
  return [
    {
      kind: 'table',
      columns: [left('creative'), left('tag'), left('value'), left('source'), left('sure'), left('evidence')],
      rows: creatives.flatMap(({ name, tags }) =>
        tags.map((tag) => [
          ...[name, tag.key, String(tag.value), tag.source, share(tag.confidence)],
          evidenceOf(tag).slice(0, 60),
        ]),
      ),
    },
    ...(more === 0 ? [] : [{ kind: 'text' as const, text: `${more} more creatives have tags: --offset` }]),
    ...(changes.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [{ label: '#', align: 'right' as const }, left('when'), left('who'), left('change')],
            rows: changes.map(({ number, at, who, kind, key, values, undoes }) => [
              ...[String(number), at, who],
              kind === 'undo'
                ? `undo ${undoes}`
                : `${kind} ${key}${values === null ? '' : `=${values.join(', ')}`}`,
            ]),
          },
        ]),
  ]
}
