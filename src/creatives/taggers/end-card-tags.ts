import type { Tag } from '#schema/answer/tag-answer.ts'
import { findCta } from '../text/find-cta.ts'
import { plainLetters } from '../text/normalise.ts'
import type { Shot } from '../video/shots-of.ts'
import type { ReadPicture } from './seen-lines.ts'
import { tagWriter } from './tag-of.ts'

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
  const seconds = Math.round((last.to - last.from) * 10) / 10
  const evidence = { text: asking.text, from: last.from, to: last.to }
  const asked = lines.map(({ text }) => ({ text, cta: findCta(text) }))
  const [best] = asked
    .filter(({ cta }) => (cta?.confidence ?? 0) > 0.6)
    .toSorted((one, other) => (other.cta?.confidence ?? 0) - (one.cta?.confidence ?? 0))
  return [
    tag('end_card', true, 0.8, evidence),
    tag('end_card_from', Math.round(last.from * 10) / 10, 0.8, evidence),
    tag('end_card_seconds', seconds, 0.8, evidence),
    tag('end_card_cta', best?.cta?.class ?? 'none', 0.7, { ...evidence, text: best?.text ?? asking.text }),
  ]
}
