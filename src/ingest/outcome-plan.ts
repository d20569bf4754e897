import type { Attribution, Basis, DateBasis } from '#schema/basis.ts'
import type { OutcomeColumn, OutcomeKind, OutcomePlan, ReadExpression } from '#warehouse/load-plan.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { numberExpression } from './number-expression.ts'
import { textSql } from './values/sql.ts'

/** Event that carries all revenue of a source, whatever its own events are called. */
const REVENUE = 'revenue'

interface Counted {
  readonly event: string
  readonly counting: 'every' | 'unique'
  readonly cohortDay: number | null
  readonly basis: Basis | null
  readonly dateBasis: DateBasis | null
}

/** The day a number is booked on: one of a cohort on the day its users came, whatever else the file tells. */
function dateBasisOf(known: KnownTable, { cohortDay, dateBasis }: Counted): DateBasis {
  const booked = dateBasis ?? known.meaning.layout?.dateBasis ?? 'report'
  return cohortDay !== null && (booked === 'event' || booked === 'report') ? 'install' : booked
}

function kindOf(known: KnownTable, counted: Counted): OutcomeKind {
  const { layout, columns } = known.meaning
  const hasDelivery = columns.some(
    ({ target }) => target.kind === 'delivery' && target.measure === 'impressions',
  )
  const own: Basis = known.settings.kind === 'outcome' || !hasDelivery ? 'own' : 'network'
  const attribution: Attribution = layout?.attribution ?? 'all'
  return {
    event: counted.event,
    counting: counted.counting,
    basis: counted.basis ?? layout?.basis ?? known.settings.basis ?? own,
    attribution,
    dateBasis: dateBasisOf(known, counted),
    window: null,
    cohortDay: counted.cohortDay,
    validity: columns.some(({ target }) => target.kind === 'fact' && target.field === 'rejection_reason')
      ? 'rejected'
      : 'accepted',
  }
}

function sumOfValues(values: readonly ReadExpression[]): ReadExpression {
  const [first] = values
  return {
    readings: values.flatMap(({ readings }) => readings),
    value: `CASE WHEN ${values.map(({ value }) => `${value} IS NOT NULL`).join(' OR ')} THEN ${values.map(({ value }) => `coalesce(${value}, 0)`).join(' + ')} END`,
    unreadable: 'FALSE',
    header: first?.header ?? null,
  }
}

/** All revenue of columns that tell it in parts only. */
function wholeRevenue(columns: readonly OutcomeColumn[]): readonly OutcomeColumn[] {
  const values = columns.flatMap(({ kind, value }) => (value === null ? [] : [{ kind, value }]))
  const [first] = values
  if (first === undefined || columns.some(({ kind }) => kind.event === REVENUE)) return []
  const value = sumOfValues(values.map((part) => part.value))
  return [{ kind: { ...first.kind, event: REVENUE }, count: null, value }]
}

function byColumn(known: KnownTable): readonly OutcomeColumn[] {
  const events = new Map<
    string,
    { kind: OutcomeKind; count: ReadExpression | null; value: ReadExpression | null }
  >()
  const entry = (counted: Counted) => {
    const kind = kindOf(known, counted)
    const key = `${kind.event} ${kind.counting} ${kind.basis} ${kind.cohortDay}`
    const existing = events.get(key) ?? { kind, count: null, value: null }
    events.set(key, existing)
    return existing
  }
  for (const column of known.meaning.columns) {
    const { target } = column
    if (target.kind !== 'event') continue
    const counted = entry({
      event: target.event,
      counting: target.part === 'unique' ? 'unique' : 'every',
      cohortDay: target.cohortDay,
      basis: column.basis,
      dateBasis: column.dateBasis,
    })
    if (target.part === 'value') counted.value = numberExpression(known, column)
    else counted.count = numberExpression(known, column)
  }
  const columns = [...events.values()]
  const byCohort = Map.groupBy(columns, ({ kind }) => kind.cohortDay)
  const all = [...columns, ...[...byCohort.values()].flatMap(wholeRevenue)]
  // Installs first: the first outcome of a row shares its fact, and installs are what is asked most.
  return all.toSorted((a, b) => Number(b.kind.event === 'install') - Number(a.kind.event === 'install'))
}

function factColumn(known: KnownTable, field: string): MappedColumn | undefined {
  return known.meaning.columns.find(({ target }) => target.kind === 'fact' && target.field === field)
}

/** How the rows of a table count outcomes. */
export function outcomePlan(known: KnownTable): OutcomePlan {
  const eventName = factColumn(known, 'event_name')
  const isTouch = known.meaning.layout?.grain === 'touch' || known.settings.kind === 'touch'
  if (eventName === undefined && !isTouch) return { by: 'column', columns: byColumn(known) }
  const value = factColumn(known, 'event_value')
  const named = byColumn(known)[0]
  const fallback = known.meaning.layout?.event ?? 'install'
  const event =
    eventName === undefined ? `'${fallback}'` : `coalesce(${textSql(eventName.header)}, '${fallback}')`
  return {
    by: 'row',
    event,
    kinds: [...new Set([...known.eventNames, fallback])].map((name) => ({
      name,
      kind: kindOf(known, {
        event: name,
        counting: 'every',
        cohortDay: null,
        basis: null,
        dateBasis: null,
      }),
    })),
    count: named?.count ?? null,
    value: value ? numberExpression(known, value) : (named?.value ?? null),
  }
}
