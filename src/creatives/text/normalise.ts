const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ı: 'i', ø: 'o', æ: 'ae', đ: 'd' }

/** Signs on letters that change no word; in Devanagari and Thai they are its vowels. */
const ACCENT = /(?![\p{Script=Devanagari}\p{Script=Thai}])\p{M}/gu

/** Text without case and accents. */
export function plainCase(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(ACCENT, '')
    .replaceAll(/[ßłıøæđ]/g, (letter) => SPECIAL[letter] ?? letter)
}

/** Words without case, accents and signs, a space between them. */
export function plainWords(text: string): string {
  return plainCase(text)
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim()
}

/** The same without spaces: wide letters lose them when they are read. */
export function plainLetters(text: string): string {
  return plainWords(text).replaceAll(' ', '')
}
