import { nearest } from '#schema/nearest.ts'
import { type NamingPattern, type PatternPart, type PatternToken, tokensOf } from './naming-pattern.ts'
import { beginningRegex, dateGroups, patternRegex, separatorsOf } from './pattern-regex.ts'

/** What a name says by a pattern, and a pattern that was compiled once to read many. */
export type NameReader = (name: string) => ReadonlyMap<string, string> | null

/** A name as it is read: blanks at its ends and runs of them tell nothing. */
export function plainName(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim()
}

function tokenValue({ form }: PatternToken, groups: readonly string[]): string {
  const [first = ''] = groups
  if (form.kind === 'values') {
    const wanted = first.toLowerCase()
    const isMeant = (spelling: string) => spelling.toLowerCase() === wanted
    return form.values.find(({ spellings }) => spellings.some(isMeant))?.value ?? first
  }
  if (form.kind !== 'date') return first
  const order = dateGroups(form.format)
  const at = (part: (typeof order)[number]) => groups[order.indexOf(part)]
  return [at('YYYY') ?? `20${at('YY')}`, at('MM'), at('DD')].filter((part) => part !== undefined).join('-')
}

/** Reads names by a pattern: its tokens, or `null` for a name it does not fit. */
export function nameReader(pattern: NamingPattern): NameReader {
  const tokens = tokensOf(pattern.parts).map((token) => ({
    token,
    regex: new RegExp(patternRegex(pattern, token.name), 'isu'),
  }))
  const whole = new RegExp(patternRegex(pattern, null), 'isu')
  return (name) => {
    const plain = plainName(name)
    if (!whole.test(plain)) return null
    const found = new Map<string, string>()
    for (const { token, regex } of tokens) {
      const groups = regex.exec(plain)?.slice(1) ?? []
      const told = groups.filter((group) => group !== undefined)
      if (told.length > 0) found.set(token.name, tokenValue(token, told))
    }
    return found
  }
}

function describePart(part: PatternPart): string {
  if (part.kind === 'text') return `“${part.text}”`
  if (part.kind === 'optional') return part.parts.map(describePart).join('')
  const { name, form } = part.token
  const token = `{${name ?? '_'}}`
  switch (form.kind) {
    case 'number':
      return `${token}, a number`
    case 'date':
      return `${token}, a date as ${form.format}`
    case 'values':
      return `${token}, one of ${form.values.map(({ value }) => value).join(', ')}`
    case 'plain':
    case 'wide':
      return token
  }
}

/** The text up to the next separator, for a sentence about what stands where something else should. */
function nextPiece(rest: string, pattern: NamingPattern): string {
  const separators = separatorsOf(pattern)
  const end = [...rest].findIndex((letter, index) => index > 0 && separators.includes(letter))
  return end === -1 ? rest : rest.slice(0, end)
}

function meant(part: PatternPart, piece: string): string | null {
  if (part.kind !== 'token' || part.token.form.kind !== 'values') return null
  return nearest(
    piece,
    part.token.form.values.flatMap(({ spellings }) => spellings),
  )
}

const isNarrow = (part: PatternPart | undefined) =>
  part?.kind === 'token' && part.token.form.kind !== 'plain' && part.token.form.kind !== 'wide'

/** How many parts of a pattern the beginning of a name fits, and what they take of it. */
function beginningOf(
  plain: string,
  pattern: NamingPattern,
): { readonly parts: number; readonly taken: number } {
  const takenBy = (length: number) =>
    new RegExp(beginningRegex(pattern, length), 'isu').exec(plain)?.[0].length ?? null
  const separators = separatorsOf(pattern)
  const isWithinPiece = (place: number) => place < plain.length && !separators.includes(plain[place] ?? '')
  for (let parts = pattern.parts.length; parts > 0; parts -= 1) {
    const taken = takenBy(parts)
    if (taken === null) continue
    // `VIDD` begins with the value VID, but is none.
    const isCutShort = isNarrow(pattern.parts[parts - 1]) && isWithinPiece(taken)
    return isCutShort ? { parts: parts - 1, taken: takenBy(parts - 1) ?? 0 } : { parts, taken }
  }
  return { parts: 0, taken: 0 }
}

/** Why a name does not fit a pattern: what is expected where it stops fitting. */
export function explainMisfit(name: string, pattern: NamingPattern): string {
  const plain = plainName(name)
  const { parts, taken } = beginningOf(plain, pattern)
  const rest = plain.slice(taken)
  const piece = nextPiece(rest, pattern)
  const expected = pattern.parts.slice(parts).find(({ kind }) => kind !== 'optional')
  if (expected === undefined) return `“${rest}” is left over at its end`
  const close = meant(expected, piece)
  const found = rest === '' ? 'it ends' : `“${piece}” stands`
  return `${found} where ${describePart(expected)} belongs${close === null ? '' : ` (did you mean ${close}?)`}`
}
