/** Texts that stand for “nothing here” in any column, in lower case. */
export const ABSENT_TOKENS: ReadonlySet<string> = new Set([
  '',
  '-',
  '--',
  '---',
  '–',
  '—',
  '−',
  'n/a',
  'na',
  'n.a.',
  'null',
  '\\n',
  'nil',
  'nan',
  'undefined',
  '(not set)',
  '(none)',
  '#n/a',
  '#div/0!',
  '#null!',
  '#num!',
])

/** Further texts that mean no number, where a text column may mean them. */
export const ABSENT_NUMBERS: ReadonlySet<string> = new Set([
  ...ABSENT_TOKENS,
  'none',
  'inf',
  '-inf',
  'infinity',
  '-infinity',
  '∞',
  'restricted',
  'not available',
])

/** Spreadsheet errors whose value is lost: nothing in a text column, unreadable in a number column. */
export const LOST_VALUES: ReadonlySet<string> = new Set(['#ref!', '#value!', '#name?'])

/** Whether a cell says that there is nothing. */
export function isAbsent(text: string): boolean {
  return ABSENT_TOKENS.has(text.trim().toLowerCase())
}

/** Whether an id was through a spreadsheet and lost its digits: `1.2E+17`. */
export function isDamagedId(text: string): boolean {
  return /^\s*\d(?:[.,]\d+)?e\+?\d{2,}\s*$/i.test(text)
}
