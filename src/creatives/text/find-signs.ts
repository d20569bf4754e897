import { plainLetters, plainWords } from './normalise.ts'
import { SIGNS, type SignKey } from './signs.ts'

/** A sign, and the line it stands in. */
export interface FoundSign {
  readonly key: SignKey
  readonly value: string
  readonly line: number
}

/** Longer phrases are found even where a line lost its spaces. */
const LEAST_WITHOUT_SPACES = 8
/** Words a line of a game's display may have. */
const SHORT = 4

const KNOWN = SIGNS.map(({ phrases, ...sign }) => ({
  ...sign,
  phrases: phrases.map((phrase) => ({ words: plainWords(phrase), letters: plainLetters(phrase) })),
}))

/** What words in lines of text are a sign of, each value once, where it first stands. */
export function findSigns(lines: readonly string[]): readonly FoundSign[] {
  const found = new Map<string, FoundSign>()
  lines.forEach((text, line) => {
    const [words, letters] = [plainWords(text), plainLetters(text)]
    const isShort = words.split(' ').length <= SHORT
    for (const { key, value, phrases, pattern, isShort: onlyShort = false } of KNOWN) {
      const holds = phrases.some((phrase) =>
        onlyShort
          ? phrase.letters === letters
          : ` ${words} `.includes(` ${phrase.words} `) ||
            (phrase.letters.length >= LEAST_WITHOUT_SPACES && letters.includes(phrase.letters)),
      )
      const isMet = holds || (pattern?.test(text.trim()) === true && (isShort || !onlyShort))
      const name = `${key} ${value}`
      if (isMet && !found.has(name)) found.set(name, { key, value, line })
    }
  })
  return [...found.values()]
}
