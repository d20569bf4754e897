import { expect, test } from 'vitest'
import type { Tag } from '#schema/answer/tag-answer.ts'
import { applyRules, type TagRule } from './apply-rules.ts'

const rule = (key: string, value: string, own: Partial<TagRule>): TagRule => ({
  ...{ key, value, in: ['name', 'text'], where: {} },
  ...own,
})
const line = (text: string): Tag => ({
  ...{ key: 'text', value: text, confidence: 0.8, source: 'ocr', tagger: 'text@1' },
  evidence: { text, from: 1, to: 2 },
})
const voice: Tag = {
  key: 'voice',
  value: true,
  confidence: 1,
  source: 'audio',
  evidence: null,
  tagger: 'audio@1',
}

test('rules find words and patterns in names and tags, with what they rest on', () => {
  const rules = [
    rule('theme', 'halloween', { words: ['spooky', 'Trick or Treat'] }),
    rule('theme', 'winter', { words: ['snow'] }),
    rule('price', 'shown', { in: ['text'], matches: '[$€] ?\\d' }),
    rule('kind', 'ugc_ad', { where: { voice: ['yes'] } }),
    rule('kind', 'silent', { where: { voice: ['no'] } }),
    rule('theme', 'night', { words: ['night'], where: { voice: ['yes'] }, in: ['text'] }),
  ]
  const found = applyRules(rules, ['Hook_TRICK or treat_v1', 'knight snowman'], [line('Only $4.99'), voice])
  expect(found).toEqual([
    {
      ...{ key: 'theme', value: 'halloween', confidence: 0.95, source: 'rule', tagger: 'rules@1' },
      evidence: { text: 'Hook_TRICK or treat_v1' },
    },
    {
      ...{ key: 'price', value: 'shown', confidence: 0.76, source: 'rule', tagger: 'rules@1' },
      evidence: { text: 'Only $4.99', from: 1, to: 2 },
    },
    { key: 'kind', value: 'ugc_ad', confidence: 0.95, source: 'rule', tagger: 'rules@1', evidence: null },
  ])
})
