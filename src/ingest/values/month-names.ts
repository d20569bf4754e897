const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar', 'mrz', 'mae'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'out', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic'],
]

/** Month numbers by the first letters of their names in six languages, without accents; longer ones first. */
export const MONTH_PREFIXES: readonly (readonly [prefix: string, month: number])[] = MONTHS.flatMap(
  (names, index) => names.map((name): readonly [string, number] => [name, index + 1]),
).sort(([left], [right]) => right.length - left.length)

/** The month a name stands for, in English, German, French, Spanish, Portuguese or Italian. */
export function findMonth(name: string): number | null {
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return MONTH_PREFIXES.find(([prefix]) => bare.startsWith(prefix))?.[1] ?? null
}
