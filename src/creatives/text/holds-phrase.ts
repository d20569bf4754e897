import { plainLetters, plainWords } from './normalise.ts'

/** Text as it is compared: its words, and its letters without spaces. */
export interface Plain {
  readonly words: string
  readonly letters: string
}

export const plain = (text: string): Plain => ({ words: plainWords(text), letters: plainLetters(text) })

/** Phrases this long are found even where a line lost its spaces. */
const LEAST_WITHOUT_SPACES = 9
const HAS_SPACES = /^[\p{Script=Latin}\p{Script=Devanagari}\p{N}% ]*$/u

/** Whether a phrase stands in a line: as words of its own, or anywhere where its letters know no spaces or it is long. */
export function holdsPhrase(line: Plain, phrase: Plain): boolean {
  if (` ${line.words} `.includes(` ${phrase.words} `)) return true
  const needsSpaces = HAS_SPACES.test(phrase.words) && phrase.letters.length < LEAST_WITHOUT_SPACES
  return !needsSpaces && line.letters.includes(phrase.letters)
}
