import type { UntoldKey } from '#schema/answer/tag-answer.ts'
import type { CreativeTagValue, TagChange, TaggedCreative } from '#schema/answer/tags-answer.ts'
import { strongestTags } from './strongest-tags.ts'

const TAGGER = 'person'

/** What people said of a key, as tags. */
function saidTags({ key, values }: TagChange): readonly CreativeTagValue[] {
  return (values ?? []).map((value) => ({
    ...{ key, value, confidence: 1, source: 'human' as const },
    ...{ evidence: null, tagger: TAGGER, asset: null },
  }))
}

/** The tags of a creative: what people say of a key wins over what its files show. */
export function tagsOf(
  { creative, name }: Pick<TaggedCreative, 'creative' | 'name'>,
  shown: readonly CreativeTagValue[],
  notComputed: readonly UntoldKey[],
  said: ReadonlyMap<string, TagChange>,
): TaggedCreative {
  const own = strongestTags(shown).filter(({ key }) => !said.has(key))
  const tags = [...[...said.values()].flatMap(saidTags), ...own]
  const told = new Set([...tags.map(({ key }) => key), ...said.keys()])
  return {
    ...{ creative, name, tags },
    removed: [...said.values()].filter(({ values }) => values === null).map(({ key }) => key),
    notComputed: [...new Map(notComputed.map((one) => [`${one.key}\n${one.reason}`, one])).values()].filter(
      ({ key }) => !told.has(key),
    ),
  }
}
