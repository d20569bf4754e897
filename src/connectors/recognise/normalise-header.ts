/** A header reduced to what identifies it, and the currency its suffix named. */
export interface NormalisedHeader {
  readonly key: string
  readonly currency: string | null
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
const CURRENCY_SUFFIX =
  /^(?<head>.+?)[\s_]*(?:\((?<round>[A-Z]{3})\)|\[(?<square>[A-Z]{3})\]|\bin (?<word>[A-Z]{3}))$/
const CAMEL_CASE = /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+$/

/** Characters of a header that are looked at: a line of megabytes must not take seconds to be no header. */
const LONGEST_HEADER = 500

/** The header as people see it: no byte order mark, full-width forms folded, one space between words. */
export function cleanHeader(header: string): string {
  return header
    .slice(0, LONGEST_HEADER)
    .replaceAll('\uFEFF', '')
    .normalize('NFKC')
    .replaceAll(/[‘’`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function splitCurrency(text: string): { head: string; currency: string | null } {
  const groups = CURRENCY_SUFFIX.exec(text)?.groups
  const currency = groups?.round ?? groups?.square ?? groups?.word
  const head = groups?.head
  if (head === undefined || currency === undefined || !CURRENCIES.has(currency)) {
    return { head: text, currency: null }
  }
  const shouted = head === head.toUpperCase() && head !== head.toLowerCase()
  return shouted && currency === 'ALL' ? { head: text, currency: null } : { head, currency }
}

/** The key two spellings of one header share, and the currency captured from `(USD)`, `[EUR]` or `in USD`. */
export function normaliseHeader(header: string): NormalisedHeader {
  const { head, currency } = splitCurrency(cleanHeader(header))
  const spaced = CAMEL_CASE.test(head) ? head.replaceAll(/(?=[A-Z])/g, ' ') : head
  const key = spaced
    .toLowerCase()
    .replaceAll(/[\s_\-‐-―]+/g, ' ')
    .trim()
  return { key, currency }
}

const aliasKeys = new Map<string, string>()

/** The key of a header a layout declares, remembered because layouts are few and asked often. */
export function aliasKey(header: string): string {
  const known = aliasKeys.get(header)
  if (known !== undefined) return known
  const { key } = normaliseHeader(header)
  aliasKeys.set(header, key)
  return key
}
