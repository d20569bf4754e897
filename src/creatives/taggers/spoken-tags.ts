import type { Tag } from '#schema/answer/tag-answer.ts'
import { findCta } from '../text/find-cta.ts'
import { findPromises } from '../text/find-promises.ts'
import { tagWriter } from './tag-of.ts'

/** What is said from a second to another, and in which language where that was told. */
interface Spoken {
  readonly text: string
  readonly language: string | null
  readonly from: number
  readonly to: number
}

const BELIEF = 0.7
const SURE_CTA = 0.6
const CLAUSES = /[.!?,;:…、。！？，]+|\s[-–—]\s|\s(?:and|und|y|et|e|и|or|oder)\s/iu

const rounded = (seconds: number) => Math.round(seconds * 100) / 100

/** What is said, and what it asks for and promises: calls to action and promises count as those that are read do. */
export function spokenTags(spoken: readonly Spoken[], model: string): readonly Tag[] {
  const tag = tagWriter(`speech-model@1 ${model}`, 'audio')
  const heard = spoken.filter(({ text }) => text !== '')
  const language = heard.find((one) => one.language !== null)?.language ?? null
  const clauses = heard.flatMap(({ text, from, to }) =>
    text.split(CLAUSES).map((clause) => ({ text: clause.trim(), from: rounded(from), to: rounded(to) })),
  )
  const asking = clauses
    .map((evidence) => ({ evidence, cta: findCta(evidence.text) }))
    .find(({ cta }) => cta !== null && cta.confidence > SURE_CTA)
  const promises = findPromises(
    clauses.map(({ text }) => text),
    language,
  )
  return [
    ...heard.map(({ text, from, to }) =>
      tag('transcript', text, BELIEF, { from: rounded(from), to: rounded(to) }),
    ),
    ...(language === null ? [] : [tag('speech_language', language, BELIEF)]),
    ...(asking?.cta == null
      ? []
      : [
          tag('cta', true, BELIEF, asking.evidence),
          tag('cta_text', asking.evidence.text, BELIEF, asking.evidence),
          tag('cta_class', asking.cta.class, BELIEF, asking.evidence),
        ]),
    ...promises.map(({ key, value, line }) => tag(key, value, BELIEF * 0.9, clauses[line] ?? null)),
  ]
}

const ABSENT = [false, 'none']

/** What was read, without keys that only seem absent because they are said and not written. */
export function withSpoken(tags: readonly Tag[], spoken: readonly Tag[]): readonly Tag[] {
  const said = new Set(spoken.map(({ key }) => key))
  const isSaid = ({ key, value, source }: Tag) =>
    source === 'ocr' && said.has(key) && ABSENT.some((absent) => absent === value)
  return [...tags.filter((tag) => !isSaid(tag)), ...spoken]
}
