import type { Tag } from '#schema/answer/tag-answer.ts'
import { tagWriter } from '../taggers/tag-of.ts'
import { plainWords } from '../text/normalise.ts'

/** What somebody wants a tag to be where words or a pattern stand in a creative's names or tags. */
export interface TagRule {
  readonly key: string
  readonly value: string
  /** Where it looks: `name`, or keys of tags such as `text`. */
  readonly in: readonly string[]
  /** Any of these words or phrases, whatever their case and accents. */
  readonly words?: readonly string[] | undefined
  /** Or a regular expression, whatever the case. */
  readonly matches?: string | undefined
  /** And tags the creative must have. */
  readonly where: Readonly<Record<string, readonly string[]>>
}

const tag = tagWriter('rules@1', 'rule')
/** A rule knows no more than it was told; what it rests on may itself be wrong. */
const CONFIDENCE = 0.95
const LONGEST = 500

const said = (value: Tag['value']) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value))

/** The words a rule finds in a text; `null` where it finds none. */
function finder({ words, matches }: TagRule): (text: string) => string | null {
  const wanted = (words ?? []).map(plainWords).filter((one) => one !== '')
  const pattern = matches === undefined ? null : new RegExp(matches, 'iu')
  return (whole) => {
    const text = whole.slice(0, LONGEST)
    const plain = ` ${plainWords(text)} `
    return wanted.find((one) => plain.includes(` ${one} `)) ?? pattern?.exec(text)?.[0] ?? null
  }
}

/** Tags that rules give a creative of these names and tags; each with the words and the tag it was found in. */
export function applyRules(
  rules: readonly TagRule[],
  names: readonly string[],
  tags: readonly Tag[],
): readonly Tag[] {
  const found = new Map<string, Tag>()
  for (const rule of rules) {
    const isMet = Object.entries(rule.where).every(([key, values]) =>
      tags.some((one) => one.key === key && values.includes(said(one.value))),
    )
    if (!isMet) continue
    const find = finder(rule)
    const named = rule.in.includes('name') ? names.map((text) => ({ text, of: null })) : []
    const shown = tags.filter(({ key }) => rule.in.includes(key)).map((of) => ({ text: said(of.value), of }))
    const isBare = rule.words === undefined && rule.matches === undefined
    const places = isBare ? [{ text: '', of: null }] : [...named, ...shown]
    const place = places.find(({ text }) => isBare || find(text) !== null)
    const name = `${rule.key}\n${rule.value}`
    if (place === undefined || found.has(name)) continue
    const { text, of } = place
    const evidence = of?.evidence ?? (isBare ? null : { text: text.slice(0, 200) })
    found.set(name, tag(rule.key, rule.value, CONFIDENCE * (of?.confidence ?? 1), evidence))
  }
  return [...found.values()]
}
