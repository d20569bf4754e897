import type { Tag } from '#schema/answer/tag-answer.ts'
import { findCta } from '../text/find-cta.ts'
import { plainLetters } from '../text/normalise.ts'
import type { Shot } from '../video/shots-of.ts'
import { tagWriter } from './tag-of.ts'
import type { ReadPicture } from './text-tags.ts'

const tag = tagWriter('end-card@1', 'vision')

const LEAST_SECONDS = 1.5
const STORES = /appstore|googleplay|getiton|downloadonthe|availableon|disponible(en|sur)|jetztbei/

/** Whether a video ends with a card: a last shot of a while, nearly still, that asks to act or names a store. */
export function endCardTags(
  last: Shot | undefined,
  isStill: boolean,
  pictures: readonly ReadPicture[],
): readonly Tag[] {
  if (last === undefined) return []
  const lines = pictures
    .filter(({ at }) => at !== null && at >= last.from && at <= last.to)
    .flatMap(({ lines: read }) => read)
  const asking = lines.find(
    ({ text }) => (findCta(text)?.confidence ?? 0) > 0.6 || STORES.test(plainLetters(text)),
  )
  if (last.to - last.from < LEAST_SECONDS || !isStill || asking === undefined)
    return [tag('end_card', false, 0.6)]
  return [tag('end_card', true, 0.8, { text: asking.text, from: last.from, to: last.to })]
}
