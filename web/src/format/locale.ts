/** Locale whose digits, decimal mark and grouping the reader expects. */
export function readerLocale(): string {
  return typeof navigator === 'undefined' ? 'en' : navigator.language
}

/** Locale for month names: the page speaks English, so its dates do too. */
export function wordLocale(locale: string = readerLocale()): string {
  return locale.toLowerCase().startsWith('en') ? locale : 'en-GB'
}
