import { TAG_SOURCES, type Tag } from '#schema/answer/tag-answer.ts'

type Sourced = Pick<Tag, 'key' | 'source'>

const rankOf = ({ source }: Sourced) => TAG_SOURCES.indexOf(source)

/** Of each key, the tags of the strongest source that says anything: a weaker one does not add to it. */
export function strongestTags<Own extends Sourced>(tags: readonly Own[]): readonly Own[] {
  const ranks = new Map<string, number>()
  for (const tag of tags) ranks.set(tag.key, Math.max(ranks.get(tag.key) ?? -1, rankOf(tag)))
  return tags.filter((tag) => rankOf(tag) === ranks.get(tag.key))
}
