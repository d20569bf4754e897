import { holdsPhrase, type Plain, plain } from './holds-phrase.ts'
import { LEXICONS } from './lexicons/index.ts'

/** A phrase that promises or presses, and the line it stands in. */
export interface FoundPromise {
  readonly key: 'offer' | 'urgency' | 'social_proof'
  readonly value: string
  readonly line: number
}

const PERCENT_OFF = /(?:^|[^\d.,])([1-9]\d?) ?%/
const LEAST_PERCENT = 5
const ADDED = /(?:^|\s)[+＋] ?\p{Nd}/u
const COUNT_OF_USERS =
  /\b\d+([.,]\d+)? ?(m|mio|mln|million|millions|k)?\+? (downloads|players|users|installs|reviews)\b/i
const STARS = /[★⭐]|#\s?1\b|\b[345][.,]\d ?(\/ ?5|stars?|sterne|estrellas|etoiles)\b/i

const listed = (
  key: 'offer' | 'social_proof',
  lists: Readonly<Record<string, readonly string[] | undefined>>,
) =>
  Object.entries(lists).flatMap(([value, phrases]) =>
    (phrases ?? []).map((phrase) => ({ key, value, phrase })),
  )

const PHRASES = LEXICONS.map(({ language, offer, urgency, proof, cta, currency }) => ({
  language,
  currency: currency.map(plain),
  /** What says that something is given. */
  given: [offer.free, offer.bonus, cta.claim, cta.get].flatMap((phrases) => (phrases ?? []).map(plain)),
  phrases: [
    ...listed('offer', offer),
    ...listed('social_proof', proof),
    ...urgency.map((phrase) => ({ key: 'urgency' as const, value: 'yes', phrase })),
  ].map((one) => ({ ...one, ...plain(one.phrase) })),
}))

function patternsOf(text: string, line: number): readonly FoundPromise[] {
  const [, percent] = PERCENT_OFF.exec(text) ?? []
  return [
    ...(percent !== undefined && Number(percent) >= LEAST_PERCENT
      ? [{ key: 'offer', value: 'percent_off', line } as const]
      : []),
    ...(COUNT_OF_USERS.test(text) ? [{ key: 'social_proof', value: 'downloads', line } as const] : []),
    ...(STARS.test(text) ? [{ key: 'social_proof', value: 'rating', line } as const] : []),
  ]
}

/** Whether a line gives away what a game is paid with inside of it: “5,000 free coins”, “+100 gems”. */
function isGiven(text: string, line: Plain, read: typeof PHRASES): boolean {
  const holds = (phrases: readonly Plain[]) => phrases.some((phrase) => holdsPhrase(line, phrase))
  return (
    read.some(({ currency }) => holds(currency)) &&
    (ADDED.test(text) || read.some(({ given }) => holds(given)))
  )
}

/**
 * Offers, urgency and social proof in lines of text, each value once, where it first stands.
 * Read are the lexicons of the text's language and English; all where the language is not known.
 */
export function findPromises(lines: readonly string[], language: string | null): readonly FoundPromise[] {
  const read = PHRASES.filter(
    (one) => language === null || one.language === language || one.language === 'en',
  )
  const found = new Map<string, FoundPromise>()
  lines.forEach((text, line) => {
    const compared = plain(text)
    const phrases = read.flatMap(({ phrases: all }) => all.filter((phrase) => holdsPhrase(compared, phrase)))
    const given = isGiven(text, compared, read) ? [{ key: 'offer', value: 'currency' } as const] : []
    for (const { key, value } of [...patternsOf(text, line), ...phrases, ...given]) {
      const name = `${key} ${value}`
      if (!found.has(name)) found.set(name, { key, value, line })
    }
  })
  return [...found.values()]
}
