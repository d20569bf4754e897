import type { CreativeTag } from '#models/refresh-creative-tags.ts'
import type { Tag } from '#schema/answer/tag-answer.ts'
import type { DecidedTags } from './decided-tags.ts'
import { strongestTags } from './strongest-tags.ts'

/** Tags that hold free text or a measure: creatives would hardly ever share one. */
const NOT_GROUPED: ReadonlySet<string> = new Set([
  ...['text', 'text_share', 'still_share', 'motion', 'cuts_per_minute', 'first_cut', 'cta_first_seen'],
  ...['face_share', 'speech_share', 'loudness_lufs', 'size'],
  ...['hook_text', 'transcript', 'end_card_from', 'end_card_seconds'],
])

/** What of a tag tells how creatives are grouped. */
export type ShownTag = Pick<Tag, 'key' | 'value' | 'confidence' | 'source'>

/** Confidence from which a tag counts where creatives are grouped. */
const SURE = 0.5

const textOf = (value: Tag['value']) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value))

/** Between the values of a creative that shows several. */
export const AND = ' + '

/** Every value once, in order: a creative that shows several is a group of its own, so that totals agree. */
export function joined(values: readonly string[]): string {
  return [...new Set(values)].toSorted().join(AND)
}

/**
 * What rows are grouped by: one value of each tag for each creative. What people say wins; `partsOf` names the creatives
 * that count as one they speak of.
 */
export function tagRows(
  shown: ReadonlyMap<string, readonly ShownTag[]>,
  decided: DecidedTags,
  partsOf: (creative: string) => readonly string[],
): readonly CreativeTag[] {
  const rows = new Map<string, Map<string, string>>()
  const rowsOf = (key: string) => {
    const known = rows.get(key) ?? new Map<string, string>()
    rows.set(key, known)
    return known
  }
  for (const [asked, tags] of shown) {
    const parts = partsOf(asked)
    const keys = parts.length === 0 || parts.includes(asked) ? [asked] : parts
    const grouped = strongestTags(tags.filter(({ confidence }) => confidence >= SURE)).filter(
      (tag) => !NOT_GROUPED.has(tag.key),
    )
    for (const [tag, own] of Map.groupBy(grouped, (one) => one.key)) {
      for (const key of keys) rowsOf(key).set(tag, joined(own.map(({ value }) => textOf(value))))
    }
  }
  for (const [creative, changes] of decided) {
    for (const key of new Set([creative, ...partsOf(creative)])) {
      for (const [tag, { values }] of changes) {
        if (values === null) rowsOf(key).delete(tag)
        else rowsOf(key).set(tag, joined(values))
      }
    }
  }
  return [...rows].flatMap(([key, own]) => [...own].map(([tag, value]) => ({ key, tag, value })))
}
