import { ATTRIBUTIONS, type Attribution, type Basis, type DateBasis, INSTALL } from '#schema/basis.ts'
import type { OutcomeColumn, OutcomeKind, OutcomePlan, ReadExpression } from '#warehouse/load-plan.ts'
import { dayColumn } from './day-column.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { numberExpression } from './number-expression.ts'
import { tellTouches } from './tell-touches.ts'
import { isRefusalLog, isTouchLog, rejectionReason, touchTypeSql } from './touch-plan.ts'
import { textSql } from './values/sql.ts'

/** Event that carries all revenue of a source, whatever its own events are called. */
const REVENUE = 'revenue'

interface Counted {
  readonly event: string
  readonly counting: 'every' | 'unique'
  readonly cohortDay: number | null
  readonly attribution: Attribution
  readonly basis: Basis | null
  readonly dateBasis: DateBasis | null
}

/** The day a number is booked on: one of a cohort on the day its users came, whatever else the file tells. */
function dateBasisOf(known: KnownTable, { cohortDay, dateBasis }: Counted): DateBasis {
  const booked = dateBasis ?? known.meaning.layout?.dateBasis ?? 'report'
  return cohortDay !== null && (booked === 'event' || booked === 'report') ? 'install' : booked
}

function kindOf(known: KnownTable, counted: Counted, isRejected: boolean): OutcomeKind {
  const { layout, columns } = known.meaning
  const hasDelivery = columns.some(
    ({ target }) => target.kind === 'delivery' && target.measure === 'impressions',
  )
  const own: Basis = known.settings.kind === 'outcome' || !hasDelivery ? 'own' : 'network'
  return {
    event: counted.event,
    counting: counted.counting,
    basis: counted.basis ?? layout?.basis ?? known.settings.basis ?? own,
    attribution: counted.attribution === 'all' ? (layout?.attribution ?? 'all') : counted.attribution,
    dateBasis: dateBasisOf(known, counted),
    window: null,
    cohortDay: counted.cohortDay,
    validity: isRejected ? 'rejected' : 'accepted',
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

function countedColumns(known: KnownTable): readonly OutcomeColumn[] {
  const events = new Map<
    string,
    { kind: OutcomeKind; count: ReadExpression | null; value: ReadExpression | null }
  >()
  const entry = (counted: Counted) => {
    const kind = kindOf(known, counted, rejectionReason(known.meaning) !== null)
    const key = `${kind.event} ${kind.counting} ${kind.attribution} ${kind.basis} ${kind.cohortDay}`
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
      attribution: target.attribution,
      basis: column.basis,
      dateBasis: column.dateBasis,
    })
    if (target.part === 'value') counted.value = numberExpression(known, column)
    else counted.count = numberExpression(known, column)
  }
  return [...events.values()]
}

function byColumn(known: KnownTable): readonly OutcomeColumn[] {
  const columns = tellTouches(countedColumns(known), touchTypeSql(known.meaning))
  const byCohort = Map.groupBy(columns, ({ kind }) => kind.cohortDay)
  const all = [...columns, ...[...byCohort.values()].flatMap(wholeRevenue)]
  return all.toSorted(byInstallsFirst)
}

/** The first outcome of a row shares its fact, and all installs are what is asked most. */
function byInstallsFirst(a: OutcomeColumn, b: OutcomeColumn): number {
  const order = ({ kind }: OutcomeColumn) =>
    Number(kind.event !== INSTALL) * 2 + Number(kind.attribution !== 'all')
  return order(a) - order(b)
}

function factColumn(known: KnownTable, field: string): MappedColumn | undefined {
  return known.meaning.columns.find(({ target }) => target.kind === 'fact' && target.field === field)
}

/** Event of a row that names none: a log of nothing but touches counts clicks. */
function unnamedEvent({ meaning }: KnownTable): string {
  const named = meaning.layout?.event
  if (named !== undefined) return named
  const day = dayColumn(meaning)
  return day?.target.kind === 'fact' && day.target.field === 'touch_time' ? 'click' : 'install'
}

/** Set after the name of an event that was refused, or is known to be earned by one touch, so that a log may hold all. */
const REFUSED = ' (refused)'
const EARNED: Readonly<Record<Attribution, string>> = { all: '', click: ' (click)', view: ' (view)' }

interface Ending {
  readonly ending: string
  readonly isRejected: boolean
  readonly attribution: Attribution
}

/** The kinds of one event in a raw log, by what stands after its name. */
function endingsOf(validities: readonly boolean[], touch: string | null): readonly Ending[] {
  const told = touch === null ? (['all'] as const) : ATTRIBUTIONS
  return validities.flatMap((isRejected): readonly Ending[] =>
    isRejected
      ? [{ ending: REFUSED, isRejected, attribution: 'all' }]
      : told.map((attribution) => ({ ending: EARNED[attribution], isRejected, attribution })),
  )
}

/** How the rows of a table count outcomes. */
export function outcomePlan(known: KnownTable): OutcomePlan {
  const { meaning } = known
  const eventName = factColumn(known, 'event_name')
  if (eventName === undefined && !isTouchLog(known)) return { by: 'column', columns: byColumn(known) }
  const value = factColumn(known, 'event_value')
  const counted = countedColumns(known).toSorted(byInstallsFirst)[0]
  const fallback = unnamedEvent(known)
  const named =
    eventName === undefined ? `'${fallback}'` : `coalesce(${textSql(eventName.header)}, '${fallback}')`
  const reason = rejectionReason(meaning)
  const isRefused = isRefusalLog(meaning)
  const validities = isRefused ? [true] : reason === null ? [false] : [false, true]
  const touch = touchTypeSql(meaning)
  const earned =
    touch === null || isRefused
      ? `'${isRefused ? REFUSED : ''}'`
      : `CASE (${touch}) WHEN 'click' THEN '${EARNED.click}' WHEN 'view' THEN '${EARNED.view}' ELSE '' END`
  const ending =
    reason === null || isRefused
      ? earned
      : `CASE WHEN (${reason}) IS NULL THEN ${earned} ELSE '${REFUSED}' END`
  return {
    by: 'row',
    named,
    event: `${named} || ${ending}`,
    kinds: [...new Set([...known.eventNames, fallback])].flatMap((event) =>
      endingsOf(validities, touch).map(({ ending: end, isRejected, attribution }) => ({
        name: `${event}${end}`,
        kind: kindOf(
          known,
          { event, counting: 'every', cohortDay: null, attribution, basis: null, dateBasis: null },
          isRejected,
        ),
      })),
    ),
    count: counted?.count ?? null,
    value: value ? numberExpression(known, value) : (counted?.value ?? null),
  }
}
