const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ı: 'i', ø: 'o', æ: 'ae', đ: 'd' }

/** Text without case and accents. */
export function plainCase(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßłıøæđ]/g, (letter) => SPECIAL[letter] ?? letter)
}

/** Words without case, accents and signs, a space between them. */
export function plainWords(text: string): string {
  return plainCase(text)
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
}

/** The same without spaces: wide letters lose them when they are read. */
export function plainLetters(text: string): string {
  return plainWords(text).replaceAll(' ', '')
}
