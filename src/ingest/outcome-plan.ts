import type { Attribution, Basis, DateBasis } from '#schema/basis.ts'
import type { OutcomeColumn, OutcomeKind, OutcomePlan, ReadExpression } from '#warehouse/load-plan.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { numberExpression } from './number-expression.ts'
import { textSql } from './values/sql.ts'

/** Event that carries all revenue of a source, whatever its own events are called. */
const REVENUE = 'revenue'

function kindOf(
  known: KnownTable,
  event: string,
  counting: 'every' | 'unique',
  basis: Basis | null,
): OutcomeKind {
  const { layout, columns } = known.meaning
  const hasDelivery = columns.some(
    ({ target }) => target.kind === 'delivery' && target.measure === 'impressions',
  )
  const own: Basis = known.settings.kind === 'outcome' || !hasDelivery ? 'own' : 'network'
  const attribution: Attribution = layout?.attribution ?? 'all'
  const dateBasis: DateBasis = layout?.dateBasis ?? 'report'
  return {
    event,
    counting,
    basis: basis ?? layout?.basis ?? known.settings.basis ?? own,
    attribution,
    dateBasis,
    window: null,
    cohortDay: null,
    validity: columns.some(({ target }) => target.kind === 'fact' && target.field === 'rejection_reason')
      ? 'rejected'
      : 'accepted',
  }
}

function sumOfValues(values: readonly ReadExpression[]): ReadExpression {
  const [first] = values
  return {
    readings: values.flatMap(({ readings }) => readings),
    value: values.map(({ value }) => `coalesce(${value}, 0)`).join(' + '),
    unreadable: 'FALSE',
    header: first?.header ?? null,
  }
}

function byColumn(known: KnownTable): readonly OutcomeColumn[] {
  const events = new Map<
    string,
    { kind: OutcomeKind; count: ReadExpression | null; value: ReadExpression | null }
  >()
  const entry = (event: string, counting: 'every' | 'unique', basis: Basis | null) => {
    const kind = kindOf(known, event, counting, basis)
    const key = `${event} ${counting} ${kind.basis}`
    const existing = events.get(key) ?? { kind, count: null, value: null }
    events.set(key, existing)
    return existing
  }
  for (const column of known.meaning.columns) {
    const { target } = column
    if (target.kind !== 'event') continue
    const counted = entry(target.event, target.part === 'unique' ? 'unique' : 'every', column.basis)
    if (target.part === 'value') counted.value = numberExpression(known, column)
    else counted.count = numberExpression(known, column)
  }
  const all = [...events.values()]
  const values = all.flatMap(({ kind, value }) => (value && kind.event !== REVENUE ? [{ kind, value }] : []))
  const [first] = values
  if (first && !all.some(({ kind }) => kind.event === REVENUE)) {
    all.push({
      kind: { ...first.kind, event: REVENUE },
      count: null,
      value: sumOfValues(values.map(({ value }) => value)),
    })
  }
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
      kind: kindOf(known, name, 'every', null),
    })),
    count: named?.count ?? null,
    value: value ? numberExpression(known, value) : (named?.value ?? null),
  }
}
