import type { Basis } from '#schema/basis.ts'
import type { Dimension } from '#schema/dimension.ts'
import { type DeliveryMeasure, isDeliveryMeasure } from '#schema/measure.ts'
import type { LoadPlan, MemberColumn, ReadExpression } from '#warehouse/load-plan.ts'
import { COHORT_DAY, cohortDayColumn } from './cohort-rows.ts'
import { dayColumn } from './day-column.ts'
import { entityAttributes } from './entity-attributes.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { dimensionSql } from './member-sql.ts'
import { numberExpression } from './number-expression.ts'
import { outcomePlan } from './outcome-plan.ts'
import { relationSql } from './relation.ts'
import { findStream, reportOfStream } from './stream/stream-meaning.ts'
import { nameLikeTotalSql } from './total-names.ts'
import { markedTotalSql, mayHaveLabels, totalLabelSql, unnamedRowSql } from './total-rows.ts'
import { touchPlan } from './touch-plan.ts'
import { withRareFormats } from './values/decide-date-format.ts'
import { type ColumnReading, dateSql, textSql } from './values/sql.ts'
import { zoneOf } from './zone-of.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

interface DayReading extends ColumnReading {
  readonly header: string
}

function dayReading(known: KnownTable, column: MappedColumn | undefined): DayReading | null {
  const decision = column && known.formats.days.get(column.header)
  if (column === undefined || decision?.kind !== 'formats') return null
  const reading = dateSql(column.header, withRareFormats(decision.formats), zoneOf(known).value)
  return { ...reading, header: column.header }
}

function dayExpression(reading: DayReading | null): ReadExpression | null {
  if (reading === null) return null
  const { header, value, unreadable } = reading
  const name = `permille day ${header}`
  const read = quoted(name)
  return { readings: [{ name, sql: value }], value: read, unreadable: unreadable(read), header }
}

/** Whether each sampled row's period is one day, so that its start is its day. */
function periodsAreDays({ table, meaning }: KnownTable): boolean {
  const index = (field: string) =>
    meaning.columns.find(({ target }) => target.kind === 'time' && target.field === field)?.index
  const start = index('period_start')
  const end = index('period_end')
  if (start === undefined || end === undefined) return false
  const periods = [...table.head, ...table.tail].map((row) => [row[start] ?? '', row[end] ?? ''] as const)
  return periods.length > 0 && periods.every(([from, to]) => from === to)
}

/** The currency of the file's money, and what says so. */
export function currencyOf({ meaning, facts, settings, project }: KnownTable): {
  value: string | null
  from: string
} {
  // Of a stream it is what the account is said to be in; a header that names another one knows better.
  if (settings.set.currency !== undefined && (settings.stream === undefined || meaning.currency === null))
    return { value: settings.set.currency.toUpperCase(), from: 'you said so' }
  if (meaning.currency !== null) return { value: meaning.currency, from: 'header' }
  if (meaning.columns.some(({ target }) => target.kind === 'fact' && target.field === 'currency')) {
    return { value: null, from: 'column' }
  }
  if (facts.currency !== null) return { value: facts.currency, from: 'lines above the header' }
  const fixed = meaning.layout?.currency
  if (fixed !== undefined) return { value: fixed, from: `${meaning.label} always reports so` }
  return { value: project.currency ?? 'USD', from: 'assumed: the file names none' }
}

function memberExpressions(known: KnownTable): {
  members: Partial<Record<MemberColumn, string>>
  headers: Set<string>
} {
  const { meaning, facts, settings } = known
  const members: Partial<Record<MemberColumn, string>> = {}
  const headers = new Set<string>()
  const absent = meaning.layout?.absent ?? []
  for (const [dimension, value] of Object.entries(meaning.layout?.constants ?? {})) {
    if (isDimensionName(dimension) && value !== undefined) members[dimension] = literal(value)
  }
  for (const { header, target } of meaning.columns) {
    if (target.kind === 'dimension') {
      members[target.dimension] = dimensionSql(target.dimension, header, absent)
      headers.add(header)
    } else if (target.kind === 'fact' && target.field === 'currency') {
      members.currency = `upper(${textSql(header)})`
      headers.add(header)
    }
  }
  if (members.app === undefined && facts.app !== null) members.app = literal(facts.app)
  if (members.os === undefined && facts.os !== null) members.os = literal(facts.os)
  for (const [dimension, value] of Object.entries(settings.set)) {
    if (value !== undefined && isDimensionName(dimension)) members[dimension] = literal(value)
  }
  const currency = currencyOf(known)
  if (currency.value !== null) {
    members.currency =
      members.currency === undefined
        ? literal(currency.value)
        : `coalesce(${members.currency}, ${literal(currency.value)})`
  }
  return { members, headers }
}

function isDimensionName(name: string): name is Dimension {
  return name !== 'currency' && name !== 'zone' && name !== 'from' && name !== 'to'
}

const negative = (value: string, column: string | null) => ({
  when: `${value} < 0`,
  column,
  reason: 'is negative',
})

/** Rows whose things counted are below 0; money may be given back. */
function countRefusals(outcomes: LoadPlan['outcomes']): LoadPlan['refusals'] {
  const counts = outcomes.by === 'row' ? [outcomes.count] : outcomes.columns.map(({ count }) => count)
  return counts.flatMap((count) =>
    count === null || count.header === null ? [] : [negative(count.value, count.header)],
  )
}

function refusals(delivery: LoadPlan['delivery']): LoadPlan['refusals'] {
  return Object.entries(delivery).flatMap(([measure, { value, header }]) => {
    const isMoney = measure === 'spend'
    const tooLarge = isMoney ? `${value} > 1e11 OR ${value} < -1e11` : `${value} > 1e15`
    return [
      ...(isMoney ? [] : [negative(value, header)]),
      { when: tooLarge, column: header, reason: 'is too large to be true' },
    ]
  })
}

/** Rows of a table with one row per cohort and day that do not say which day. */
function cohortRefusals(meaning: KnownTable['meaning']): LoadPlan['refusals'] {
  const column = cohortDayColumn(meaning)
  if (column === undefined) return []
  const isDay = `regexp_matches(coalesce(${textSql(column.header)}, ''), ${literal(COHORT_DAY.source)}, 'i')`
  return [{ when: `NOT ${isDay}`, column: column.header, reason: 'is no number of days after the install' }]
}

function basisOfDelivery(known: KnownTable): Basis {
  const column = known.meaning.columns.find(
    ({ target, basis }) => target.kind === 'delivery' && basis !== null,
  )
  return column?.basis ?? known.meaning.layout?.basis ?? 'network'
}

/** The plan that reads a table whose meaning and formats are known. */
export function buildLoadPlan(known: KnownTable): LoadPlan {
  const { table, meaning, facts, settings } = known
  const { members, headers } = memberExpressions(known)
  const tags: Record<string, string> = {}
  for (const { header, target } of meaning.columns) {
    if (target.kind !== 'tag') continue
    tags[target.tag] = textSql(header, meaning.layout?.absent ?? [])
    headers.add(header)
  }
  const { attributes, headers: attributeHeaders } = entityAttributes(known)
  for (const header of attributeHeaders) headers.add(header)
  const periodColumn = (field: 'period_start' | 'period_end') =>
    meaning.columns.find(({ target }) => target.kind === 'time' && target.field === field)
  const start = dayReading(known, periodColumn('period_start'))
  const end = dayReading(known, periodColumn('period_end'))
  const day = dayExpression(dayReading(known, dayColumn(meaning)) ?? (periodsAreDays(known) ? start : null))
  if (day === null && start !== null && end !== null) {
    members.period_start = `(${start.value})::VARCHAR`
    members.period_end = `(${end.value})::VARCHAR`
    for (const { header } of [start, end]) headers.add(header)
  }
  const delivery: Partial<Record<DeliveryMeasure, ReadExpression>> = {}
  for (const column of meaning.columns) {
    if (column.target.kind === 'delivery' && isDeliveryMeasure(column.target.measure)) {
      delivery[column.target.measure] = numberExpression(known, column)
    }
  }
  const textColumns = meaning.columns.filter(
    ({ target }) => target.kind === 'dimension' || target.kind === 'tag',
  )
  const used = [...new Set(meaning.columns.map(({ header }) => header))]
  const labelColumns = [
    ...new Set([...textColumns, ...meaning.columns.filter(({ target }) => target.kind === 'time')]),
  ]
  const labelled = mayHaveLabels(
    table,
    labelColumns.map(({ index }) => index),
  )
    ? labelColumns.map((column) =>
        known.totalNames.includes(column.header)
          ? `${totalLabelSql(column.header)} AND NOT ${nameLikeTotalSql(known, day, column)}`
          : totalLabelSql(column.header),
      )
    : []
  const unnamed = unnamedRowSql(
    day,
    textColumns.map(({ header }) => header),
  )
  const money =
    'spend' in delivery ||
    meaning.columns.some(({ target }) => target.kind === 'event' && target.part === 'value')
  const period =
    settings.set.from !== undefined && settings.set.to !== undefined
      ? { from: settings.set.from, to: settings.set.to }
      : facts.period
  const zone = zoneOf(known)
  const outcomes = outcomePlan(known)
  return {
    source: meaning.source,
    layout: meaning.layoutName,
    fileName: table.name,
    contentHash: known.contentHash,
    settingsHash: known.settingsHash,
    settings: known.storedSettings,
    relation: (options) => relationSql(table, options),
    headers: table.format.headers,
    firstRow: table.firstRow,
    day,
    period: day === null ? period : null,
    members,
    tags,
    attributes,
    memberHeaders: [...headers],
    delivery,
    deliveryBasis: basisOfDelivery(known),
    outcomes,
    touch: touchPlan(known),
    isTotal:
      settings.stream === undefined
        ? [...labelled, unnamed].map((condition) => `(${condition})`).join(' OR ')
        : markedTotalSql(table.format.headers),
    isBlank: used.map((header) => `${quoted(header)} IS NULL`).join(' AND ') || 'FALSE',
    refusals: [...refusals(delivery), ...countRefusals(outcomes), ...cohortRefusals(meaning)],
    zone: zone.value,
    zoneFrom: zone.from,
    currency: money ? currencyOf(known).value : null,
    observedAt: known.observedAt,
    partial: meaning.layout?.partial ?? false,
    slice: settings.slice ?? null,
    report:
      settings.stream === undefined
        ? null
        : reportOfStream(findStream(meaning.source, settings.stream.id).stream),
  }
}
