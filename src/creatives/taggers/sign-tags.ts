import type { Tag } from '#schema/answer/tag-answer.ts'
import { findSigns } from '../text/find-signs.ts'
import { SIGN_KEYS } from '../text/signs.ts'
import { evidenceOf, type SeenLine } from './seen-lines.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('signs@2', 'ocr')

/** Letters lower than this share of the longer side are hard to read on a phone: 17 of 1,136 points. */
const TINY = 0.015

/** Claims, disclaimers, words of gambling, displays of games and badges of stores among the lines of an ad. */
export function signTags(seen: readonly SeenLine[], language: string | null): readonly Tag[] {
  const signs = findSigns(
    seen.map(({ line }) => line.text),
    language,
  )
  const told = signs.flatMap(({ key, value, line }) => {
    const of = seen[line]
    return of === undefined ? [] : [tag(key, value, of.line.confidence * 0.8, evidenceOf(of))]
  })
  const disclaimer = signs.find(({ key }) => key === 'disclaimer')
  const small = disclaimer === undefined ? undefined : seen[disclaimer.line]
  return [
    ...told,
    ...(small === undefined
      ? []
      : [tag('tiny_disclaimer', small.line.size < TINY, small.line.confidence * 0.8, evidenceOf(small))]),
    ...SIGN_KEYS.filter((key) => signs.every((sign) => sign.key !== key)).map((key) => tag(key, 'none', 0.6)),
  ]
}
