import type { ImportedFile } from '#schema/answer/import-report.ts'
import type { LoadOutcome } from '#warehouse/load-plan.ts'

const TOLERANCE = 0.005

function agrees(stated: number, counted: number): boolean {
  return Math.abs(stated - counted) <= Math.max(0.05, TOLERANCE * Math.abs(counted) * 0.1)
}

/**
 * Compares the file's own total rows with what was counted. A file may sum subsets too (Google's `Total:
 * Search campaigns`), so the total row that fits best is the one compared.
 */
export function compareTotals({ statedTotals, totals }: LoadOutcome): ImportedFile['checksum'] {
  const compared = statedTotals.map((stated) => {
    const differences = Object.entries(stated)
      .filter(([field]) => field in totals)
      .map(([field, amount]) => ({ field, stated: amount, counted: totals[field] ?? 0 }))
      .filter(({ stated: amount, counted }) => !agrees(amount, counted))
    return { matches: differences.length === 0, differences }
  })
  return compared.toSorted((a, b) => a.differences.length - b.differences.length)[0] ?? null
}
