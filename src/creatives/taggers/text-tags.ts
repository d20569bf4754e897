import type { Tag } from '#schema/answer/tag-answer.ts'
import type { TextLine } from '../ocr/text-reader.ts'
import { type Cta, findCta } from '../text/find-cta.ts'
import { findHeadline } from '../text/find-headline.ts'
import { findPromises } from '../text/find-promises.ts'
import type { LanguageReader } from '../text/language-reader.ts'
import { evidenceOf, LEAST_CONFIDENCE, type ReadPicture, type SeenLine, seenLines } from './seen-lines.ts'
import { signTags } from './sign-tags.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('text@2', 'ocr')

const MOST_LINES = 60
const PLACES = ['top', 'middle', 'bottom']

function ctaTags(seen: readonly SeenLine[]): readonly Tag[] {
  let best: { cta: Cta; of: SeenLine } | null = null
  for (const of of seen) {
    const cta = findCta(of.line.text)
    if (cta === null) continue
    const sure = (one: Cta) => (one.confidence > 0.6 ? 1 : 0)
    const isBetter =
      best === null ||
      sure(cta) > sure(best.cta) ||
      (sure(cta) === sure(best.cta) && of.line.top >= best.of.line.top)
    if (isBetter) best = { cta, of }
  }
  if (best === null) return [tag('cta', false, 0.7)]
  const { cta, of } = best
  const [confidence, evidence] = [cta.confidence * of.line.confidence, evidenceOf(of)]
  const place = PLACES[Math.min(2, Math.floor((of.line.top + of.line.height / 2) * 3))] ?? 'middle'
  return [
    tag('cta', true, confidence, evidence),
    tag('cta_text', of.line.text, confidence, evidence),
    tag('cta_class', cta.class, confidence, evidence),
    tag('cta_position', place, confidence, evidence),
    ...(of.from === null ? [] : [tag('cta_first_seen', of.from, confidence, evidence)]),
  ]
}

function headlineTags(pictures: readonly ReadPicture[]): readonly Tag[] {
  const headlines = pictures.map(({ at, lines }) => ({
    at,
    found: findHeadline(lines.filter(({ text }) => (findCta(text)?.confidence ?? 0) < 0.8)),
  }))
  const size = (lines: readonly TextLine[]) => Math.max(0, ...lines.map((line) => line.size))
  const best = headlines.reduce((one, other) => (size(other.found) > size(one.found) ? other : one), {
    at: null,
    found: [],
  })
  const [first] = best.found
  if (first === undefined) return []
  const text = best.found.map((line) => line.text).join(' ')
  const confidence = Math.min(...best.found.map((line) => line.confidence)) * 0.9
  return [tag('headline', text, confidence, evidenceOf({ line: first, from: best.at, to: best.at }))]
}

function textShare(pictures: readonly ReadPicture[]): number {
  const shares = pictures.map(({ lines }) =>
    lines.reduce(
      (sum, { width, height, confidence }) => sum + (confidence < LEAST_CONFIDENCE ? 0 : width * height),
      0,
    ),
  )
  return Math.min(1, shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length))
}

/** What the text in pictures says: lines, headline, call to action, offers, urgency, social proof, language. */
export function textTags(pictures: readonly ReadPicture[], languages: LanguageReader): readonly Tag[] {
  const seen = seenLines(pictures)
  const lines = seen.map(({ line }) => line.text)
  const language = languages.read(lines.join(' '))
  const share = Math.round(textShare(pictures) * 100) / 100
  const promises = findPromises(lines, language)
  return [
    tag('text_share', share),
    ...seen
      .slice(0, MOST_LINES)
      .map((one) => tag('text', one.line.text, one.line.confidence, evidenceOf(one))),
    ...headlineTags(pictures),
    ...(seen.length === 0 ? [tag('cta', false, 0.9)] : ctaTags(seen)),
    ...(language === null ? [] : [tag('language', language, 0.9)]),
    ...promises.flatMap(({ key, value, line }) => {
      const of = seen[line]
      return of === undefined ? [] : [tag(key, value, of.line.confidence * 0.9, evidenceOf(of))]
    }),
    ...(['offer', 'urgency', 'social_proof'] as const)
      .filter((key) => promises.every((promise) => promise.key !== key))
      .map((key) => tag(key, 'none', 0.7)),
    ...signTags(seen, language),
  ]
}
