import { isAlike } from './edit-distance.ts'
import { CTA_CLASSES, type CtaClass } from './lexicon.ts'
import { LEXICONS } from './lexicons/index.ts'
import { plainLetters, plainWords } from './normalise.ts'

/** A line that asks to do something, as a button does. */
export interface Cta {
  readonly class: CtaClass
  readonly language: string
  /** From 0 to 1. */
  readonly confidence: number
}

const PHRASES = LEXICONS.flatMap(({ language, cta }) =>
  CTA_CLASSES.flatMap((kind) =>
    (cta[kind] ?? []).map((phrase) => ({ class: kind, language, letters: plainLetters(phrase) })),
  ),
)

const MOST_WORDS = 5
const MOST_LETTERS = 28
/** Shorter phrases must be met letter by letter. */
const LEAST_FOR_ALIKE = 5
/** A phrase that only begins a line must be this long: `get`, `go` and `buy` begin many headlines. */
const LEAST_TO_BEGIN = 6

/** What the line asks for; `null` where it asks for nothing. Whole phrases are surer than beginnings. */
export function findCta(line: string): Cta | null {
  const letters = plainLetters(line)
  if (letters.length < 2 || letters.length > MOST_LETTERS || plainWords(line).split(' ').length > MOST_WORDS)
    return null
  const found = (confidence: number, meets: (phrase: (typeof PHRASES)[number]) => boolean): Cta | null => {
    const phrase = PHRASES.find(meets)
    return phrase === undefined ? null : { class: phrase.class, language: phrase.language, confidence }
  }
  return (
    found(1, (phrase) => phrase.letters === letters) ??
    found(0.85, (phrase) => phrase.letters.length >= LEAST_FOR_ALIKE && isAlike(phrase.letters, letters)) ??
    found(0.5, (phrase) => phrase.letters.length >= LEAST_TO_BEGIN && letters.startsWith(phrase.letters))
  )
}
