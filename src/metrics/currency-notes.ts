import type { Note } from '#schema/note.ts'
import type { SqlRow, Warehouse } from '#warehouse/warehouse.ts'
import { type CompiledColumn, compileUnconverted } from './compile.ts'
import type { Plan } from './plan.ts'
import { unconvertedCurrencies } from './read-parts.ts'
import { deliveryOrder } from './settle/choose-delivery.ts'
import { placeOfRow } from './settle/place.ts'
import type { Settlement } from './settle/settlement.ts'

/** An amount as people read it, cents only where it has some. */
function formatAmount(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 2 }).replaceAll(',', '\u2009')
}

/** The column whose money counts in a row: that of whoever answers, else of whom would if its money had a rate. */
function countedColumn(
  component: string,
  row: SqlRow,
  columns: readonly CompiledColumn[],
  settlement: Settlement,
): string | undefined {
  const settled = settlement.get(component)?.get(placeOfRow(row))
  if (settled?.kind === 'answered') return settled.column
  const [first] = columns
    .filter((one) => one.component === component && typeof row[one.column] === 'number')
    .toSorted((a, b) => deliveryOrder(a.variant) - deliveryOrder(b.variant))
  return first?.column
}

/** What of each currency is left out, by component, of whoever answers for each network. */
async function leftOut(
  plan: Plan,
  settlement: Settlement,
  warehouse: Warehouse,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { sql, parameters, columns } = compileUnconverted(plan, warehouse.dialect)
  const { rows } = await warehouse.query(sql, parameters)
  const amounts = new Map<string, Map<string, number>>()
  for (const row of rows) {
    const known = amounts.get(String(row.currency)) ?? new Map<string, number>()
    for (const component of new Set(columns.map((column) => column.component))) {
      const amount = row[countedColumn(component, row, columns, settlement) ?? '']
      if (typeof amount !== 'number' || amount === 0) continue
      known.set(component, (known.get(component) ?? 0) + amount)
    }
    if (known.size > 0) amounts.set(String(row.currency), known)
  }
  return amounts
}

/** Says which money has no rate, and how much of it is left out. */
export async function currencyNotes(
  plan: Plan,
  rows: readonly SqlRow[],
  settlement: Settlement,
  warehouse: Warehouse,
): Promise<readonly Note[]> {
  if (!plan.convertMoney || rows.every((row) => unconvertedCurrencies(row).length === 0)) return []
  const amounts = await leftOut(plan, settlement, warehouse)
  if (amounts.size === 0) return []
  const list = [...amounts].flatMap(([currency, components]) =>
    [...components].map(([component, amount]) => `${formatAmount(amount)} ${currency} of ${component}`),
  )
  return [
    {
      code: 'no_currency_rate',
      severity: 'warning',
      message: `${list.join(', ')} is left out: there is no rate to ${plan.currency ?? 'the project currency'}; give one in permille.yaml, or run permille rates fetch.`,
    },
  ]
}
