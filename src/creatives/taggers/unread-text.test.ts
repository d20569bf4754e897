import { expect, test } from 'vitest'
import { SCRIPTS } from '../ocr/scripts.ts'
import { tagWriter } from './tag-of.ts'
import { withoutUnread } from './unread-text.ts'

const tag = tagWriter('text@1', 'ocr')
const line = (text: string, confidence: number) => ({
  ...{ text, confidence, left: 0, top: 0, width: 0.5, height: 0.1, size: 0.1 },
  box: { x: 0, y: 0, width: 100, height: 20, angle: 0 },
})
const found = (...tags: readonly ReturnType<typeof tag>[]) => ({ tags, notComputed: [] })
const picture = (...confidences: readonly number[]) => [
  { at: null, lines: confidences.map((one) => line('nInxIxn', one)) },
]

test('writing that was mostly not read has no headline, and not no button', () => {
  const tags = found(
    tag('text', 'Sale', 0.99),
    tag('headline', 'nInxIxn'),
    tag('cta', false),
    tag('offer', 'free'),
  )
  const { tags: kept, notComputed } = withoutUnread(tags, picture(0.99, 0.4, 0.7), SCRIPTS)
  expect(kept.map(({ key }) => key)).toEqual(['text', 'offer'])
  expect(notComputed.map(({ key }) => key)).toEqual([
    ...['text', 'cta', 'urgency', 'social_proof'],
    ...['claim', 'disclaimer', 'gambling_words', 'hud', 'outcome', 'store_badges', 'headline', 'language'],
  ])
  expect(notComputed[0]?.reason).toMatch(/^2 lines .*Devanagari$/)
})

test('where language data is missing, the reason says what installs it', () => {
  const { tags, notComputed } = withoutUnread(
    found(tag('cta', false)),
    picture(0.99, 0.98, 0.97, 0.4, 0.5),
    [],
  )
  expect(tags).toHaveLength(1)
  expect(notComputed).toEqual([
    { key: 'text', reason: expect.stringMatching(/other than Latin, Chinese; .*setup tagging/) },
  ])
})

test('no phrase is said to be absent in a language whose phrases are not known', () => {
  const greek = found(
    tag('language', 'el'),
    tag('cta', false),
    tag('offer', 'none'),
    tag('headline', 'Παίξε'),
  )
  const { tags, notComputed } = withoutUnread(greek, picture(0.99), SCRIPTS)
  expect(tags.map(({ key }) => key)).toEqual(['language', 'headline'])
  expect(notComputed.map(({ key }) => key)).toEqual(['cta', 'offer'])
  expect(withoutUnread(found(tag('language', 'de'), tag('cta', false)), [], SCRIPTS).tags).toHaveLength(2)
  const czech = found(tag('language', 'cs'), tag('cta', false), tag('claim', 'none'))
  expect(withoutUnread(czech, [], SCRIPTS).notComputed.map(({ key }) => key)).toEqual(['cta', 'claim'])
})
