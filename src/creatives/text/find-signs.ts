import { holdsPhrase, plain } from './holds-phrase.ts'
import { LEXICONS } from './lexicons/index.ts'
import { plainCase } from './normalise.ts'
import { SIGNS_OF_ALL, type SignOf, signsOf } from './signs.ts'

/** A sign, and the line it stands in. */
export interface FoundSign extends SignOf {
  readonly line: number
}

const compared = <Sign extends { readonly phrase: string }>(signs: readonly Sign[]) =>
  signs.map((sign) => ({ ...sign, ...plain(sign.phrase) }))

const KNOWN = [SIGNS_OF_ALL, ...LEXICONS.map(signsOf)].map(({ language, phrases, lines, patterns }) => ({
  ...{ language, patterns, phrases: compared(phrases), lines: compared(lines) },
}))

/**
 * What words in lines of text are a sign of, each value once, where it first stands.
 * Read are the signs of the text's language and English; all where the language is not known.
 */
export function findSigns(lines: readonly string[], language: string | null): readonly FoundSign[] {
  const read = KNOWN.filter((one) => [null, 'en', language].includes(one.language) || language === null)
  const found = new Map<string, FoundSign>()
  lines.forEach((text, line) => {
    const [words, written] = [plain(text), plainCase(text.trim())]
    const met = read.flatMap(({ phrases, lines: whole, patterns }) => [
      ...phrases.filter((phrase) => holdsPhrase(words, phrase)),
      ...whole.filter(({ letters }) => letters === words.letters),
      ...patterns.filter(({ pattern }) => pattern.test(written)),
    ])
    for (const { key, value } of met) {
      const name = `${key} ${value}`
      if (!found.has(name)) found.set(name, { key, value, line })
    }
  })
  return [...found.values()]
}
