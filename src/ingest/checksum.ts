import type { ImportedFile } from '#schema/answer/import-report.ts'
import type { LoadOutcome } from '#warehouse/load-plan.ts'

const TOLERANCE = 0.005

function agrees(stated: number, counted: number): boolean {
  return Math.abs(stated - counted) <= Math.max(0.05, TOLERANCE * Math.abs(counted) * 0.1)
}

/** What a total row says of a field, and what the rows add up to. */
export interface ComparedTotal {
  readonly field: string
  readonly stated: number
  readonly counted: number
  readonly agrees: boolean
}

/**
 * The total row of a file that fits its rows best, field by field. A file may sum subsets too (Google's `Total:
 * Search campaigns`), so the one that fits best is the one compared.
 */
export function compareFields({
  statedTotals,
  totals,
}: Pick<LoadOutcome, 'statedTotals' | 'totals'>): readonly ComparedTotal[] | null {
  const isEmpty = Object.keys(totals).length === 0
  const wrong = (row: readonly ComparedTotal[]) => row.filter((one) => !one.agrees).length
  const compared = statedTotals.map((stated) =>
    Object.entries(stated)
      // A stream without a row counts 0 of everything its source still counts.
      .filter(([field]) => isEmpty || field in totals)
      .map(([field, amount]) => {
        const counted = totals[field] ?? 0
        return { field, stated: amount, counted, agrees: agrees(amount, counted) }
      }),
  )
  // A total of nothing that was counted says nothing.
  const telling = compared.filter(({ length }) => length > 0)
  return telling.toSorted((a, b) => wrong(a) - wrong(b))[0] ?? null
}

/** The fields in which the file's own total row and what was counted differ; `null` without a total row. */
export function compareTotals(outcome: LoadOutcome): ImportedFile['checksum'] {
  const compared = compareFields(outcome)
  if (compared === null) return null
  const differences = compared
    .filter((one) => !one.agrees)
    .map(({ field, stated, counted }) => ({ field, stated, counted }))
  return { matches: differences.length === 0, differences }
}
