import type { Imports } from './hostile-case.ts'

const READ = { impressions: 10_000, clicks: 200, spend: 45.5 }
const FIRST_ROW_LOST: Imports = {
  stored: 3,
  quarantined: 1,
  totals: { impressions: 6000, clicks: 120, spend: 25.5 },
}
const ONE_TOTAL_ROW: Imports = { stored: 4, totalRows: 1, totals: READ }
const NO_MAPPING: Imports = { status: 'needs_mapping' }

/** Hostile files whose import differs from their decoding, by name. */
export const IMPORT_EXCEPTIONS: Readonly<Record<string, Imports>> = {
  'french-spaces.csv': { status: 'needs_answer' },
  'ambiguous-dates.csv': { status: 'needs_answer' },
  'total-first.csv': ONE_TOTAL_ROW,
  'total-first-and-last.csv': { ...ONE_TOTAL_ROW, totalRows: 2 },
  'total-last.csv': ONE_TOTAL_ROW,
  'total-unpadded.csv': ONE_TOTAL_ROW,
  'footer-after-total.csv': ONE_TOTAL_ROW,
  'total-in-the-middle.csv': { stored: 4, quarantined: 1, totals: READ },
  'ragged-long.csv': { stored: 3, quarantined: 1, totals: { impressions: 7000, clicks: 140, spend: 33.25 } },
  'formulas.csv': FIRST_ROW_LOST,
  'ref-errors.csv': FIRST_ROW_LOST,
  'negative-impressions.csv': FIRST_ROW_LOST,
  'unicode-minus.csv': FIRST_ROW_LOST,
  'huge-number.csv': FIRST_ROW_LOST,
  'impossible-date.csv': FIRST_ROW_LOST,
  'inline-and-formulas.xlsx': { stored: 1, quarantined: 1, totals: { clicks: 2 } },
  'header-only.csv': { status: 'refused' },
  'header-only-no-newline.csv': { status: 'refused' },
  'duplicate-headers.csv': NO_MAPPING,
  'wide.csv': NO_MAPPING,
  'text-only-dictionary.csv': NO_MAPPING,
  'nested.json': NO_MAPPING,
  'late-column.json': NO_MAPPING,
  'long-ids.json': NO_MAPPING,
  'braces-in-text.json': NO_MAPPING,
}
