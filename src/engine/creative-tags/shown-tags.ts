import { untold } from '#creatives/reading.ts'
import { applyRules } from '#creatives/rules/apply-rules.ts'
import type { UntoldKey } from '#schema/answer/tag-answer.ts'
import type { CreativeTagValue } from '#schema/answer/tags-answer.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { Asset } from '../assets/asset-records.ts'
import type { Assets } from '../assets/assets.ts'
import { knownCreatives } from '../assets/known-creatives.ts'
import type { VisionAnswers } from '../vision/vision-answers.ts'
import type { ShownTag } from './tag-rows.ts'
import type { TaggingSettings } from './tagging-settings.ts'

/** Where tags of creatives come from. */
export interface TagOrigins {
  readonly assets: Assets
  readonly answers: VisionAnswers
  readonly rules: TaggingSettings['rules']
  readonly warehouse: Warehouse
}

/** Names of creatives, by the key of each before it was put together with others. */
export type NamesOf = (creative: string) => readonly string[]

/** The names rules look at; none are read where there are no rules. */
export async function namesForRules({ rules, warehouse }: TagOrigins): Promise<NamesOf> {
  if (rules.length === 0) return () => []
  const names = new Map((await knownCreatives(warehouse)).map((one) => [one.key, one.names]))
  return (creative) => names.get(creative) ?? []
}

/** What files show, what a vision model said of them, and what rules make of it and of the names. */
export function shownByFiles(
  files: readonly Pick<Asset, 'sha256' | 'tags'>[],
  names: readonly string[],
  { answers, rules }: TagOrigins,
): readonly CreativeTagValue[] {
  const said = answers.about(files.map(({ sha256 }) => sha256))
  const shown = files.flatMap(({ sha256, tags }) =>
    [...tags, ...(said.get(sha256)?.tags ?? [])].map((tag) => ({ ...tag, asset: sha256 })),
  )
  return [...shown, ...applyRules(rules, names, shown).map((tag) => ({ ...tag, asset: null }))]
}

/** What every creative is grouped by, whatever people say. */
export async function groupingTags(origins: TagOrigins): Promise<ReadonlyMap<string, readonly ShownTag[]>> {
  const { assets, answers, rules, warehouse } = origins
  if (rules.length === 0) {
    const said = answers.about(null)
    const grouping = new Map<string, readonly ShownTag[]>(assets.grouping())
    for (const { sha256, creative } of said.size === 0 ? [] : assets.links.all()) {
      const tags = said.get(sha256)?.tags ?? []
      grouping.set(creative, [...(grouping.get(creative) ?? []), ...tags])
    }
    return grouping
  }
  const known = await knownCreatives(warehouse)
  const names = new Map(known.map((one) => [one.key, one.names]))
  const keys = [...new Set([...names.keys(), ...assets.links.all().map(({ creative }) => creative)])]
  const files = assets.filesOf(keys)
  return new Map(
    keys.flatMap((key) => {
      const tags = shownByFiles(files.get(key) ?? [], names.get(key) ?? [], origins)
      return tags.length === 0 ? [] : [[key, tags] as const]
    }),
  )
}

/** Why a vision model told nothing of these files. */
export function unanswered(
  files: readonly Pick<Asset, 'sha256'>[],
  { answers }: TagOrigins,
): readonly UntoldKey[] {
  const said = answers.about(files.map(({ sha256 }) => sha256))
  const reasons = [...said.values()].flatMap(({ reason }) => reason ?? [])
  return untold(['vision_model'], [...new Set(reasons)].join('; ')).filter(({ reason }) => reason !== '')
}
