import { ATTRIBUTIONS, type Attribution } from '#schema/basis.ts'
import type { OutcomeColumn, ReadExpression } from '#warehouse/load-plan.ts'

function where(condition: string, reading: ReadExpression | null): ReadExpression | null {
  return reading === null ? null : { ...reading, value: `CASE WHEN ${condition} THEN ${reading.value} END` }
}

/** A cell that cannot be read is told of once. */
function readElsewhere(reading: ReadExpression | null): ReadExpression | null {
  return reading === null ? null : { ...reading, unreadable: 'FALSE' }
}

/** Every column once for each touch a row may name. */
function byNamedTouch(columns: readonly OutcomeColumn[], touch: string): readonly OutcomeColumn[] {
  return columns.flatMap((column) =>
    ATTRIBUTIONS.toReversed().map((attribution) => {
      const isUntold = attribution === 'all'
      const condition = isUntold ? `(${touch}) IS NULL` : `(${touch}) = '${attribution}'`
      const read = isUntold ? (reading: ReadExpression | null) => reading : readElsewhere
      return {
        kind: isUntold ? column.kind : { ...column.kind, attribution },
        count: where(condition, read(column.count)),
        value: where(condition, read(column.value)),
      }
    }),
  )
}

/**
 * A total and its parts by click and view, one of which may be the rest: rows whose parts make up their total count as
 * parts, every other as the total alone, so that nothing is counted twice.
 */
function partsOfTotal(
  { kind, ...total }: OutcomeColumn,
  click: OutcomeColumn | undefined,
  view: OutcomeColumn | undefined,
): readonly OutcomeColumn[] | null {
  const [whole, clicks, views] = [total.count, click?.count ?? null, view?.count ?? null]
  if (whole === null || (clicks === null && views === null)) return null
  const t = `(${whole.value})`
  const part = (own: ReadExpression | null, other: ReadExpression | null) => {
    const rest = other === null ? 'NULL' : `${t} - (${other.value})`
    return own === null ? `(${rest})` : `coalesce((${own.value}), ${rest})`
  }
  const [c, v] = [part(clicks, views), part(views, clicks)]
  const isTold = `coalesce(${t} <> 0 AND ${c} >= 0 AND ${v} >= 0 AND abs(${c} + ${v} - ${t}) < 0.5, FALSE)`
  const readings = [whole, clicks, views].flatMap((reading) => reading?.readings ?? [])
  const column = (
    attribution: Attribution,
    reading: ReadExpression | null,
    value: string,
  ): OutcomeColumn => ({
    kind: { ...kind, attribution },
    count: {
      readings,
      value,
      unreadable: reading?.unreadable ?? 'FALSE',
      header: reading?.header ?? null,
    },
    value: attribution === 'all' ? total.value : null,
  })
  return [
    column('all', whole, `CASE WHEN NOT ${isTold} THEN ${t} END`),
    column('click', clicks, `CASE WHEN ${isTold} THEN ${c} END`),
    column('view', views, `CASE WHEN ${isTold} THEN ${v} END`),
  ]
}

/** Outcome columns as they land: by the touch that earned them where the table says so, each conversion once. */
export function tellTouches(
  columns: readonly OutcomeColumn[],
  touch: string | null,
): readonly OutcomeColumn[] {
  if (touch !== null) return byNamedTouch(columns, touch)
  const same = ({ kind }: OutcomeColumn) => JSON.stringify({ ...kind, attribution: null })
  return [...Map.groupBy(columns, same).values()].flatMap((own) => {
    const of = (attribution: Attribution) => own.find(({ kind }) => kind.attribution === attribution)
    const total = of('all')
    return total === undefined ? own : (partsOfTotal(total, of('click'), of('view')) ?? own)
  })
}
