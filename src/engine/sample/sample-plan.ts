import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import {
  type LoadPlan,
  type ReadExpression,
  TOUCH_TEXTS,
  TOUCH_TIMES,
  type TouchPlan,
} from '#warehouse/load-plan.ts'
import { LAST_DAY } from './sample-tables.ts'
import { REFUSED, readWrittenEvent, type WrittenTable } from './write-sample.ts'

const NAMES = [...DIMENSION_NAMES, 'currency', 'period_start', 'period_end'] as const

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

function read(column: string, type: 'DATE' | 'DOUBLE' | 'DECIMAL(18, 6)'): ReadExpression {
  return { readings: [], value: `CAST("${column}" AS ${type})`, unreadable: 'FALSE', header: column }
}

function outcomes({ basis, events, touches }: WrittenTable): LoadPlan['outcomes'] {
  if (events.length === 0) return { by: 'column', columns: [] }
  const kinds = events.map((name) => ({
    name,
    kind: {
      ...readWrittenEvent(name),
      counting: 'every',
      basis,
      dateBasis: 'report',
      window: null,
      validity: name === REFUSED ? 'rejected' : 'accepted',
    } as const,
  }))
  return {
    by: 'row',
    event: '"event"',
    named: `CASE WHEN "event" = ${literal(REFUSED)} THEN "event" ELSE split_part("event", ' ', 1) END`,
    kinds,
    count: touches ? null : read('count', 'DOUBLE'),
    value: touches ? null : read('value', 'DECIMAL(18, 6)'),
  }
}

/** Every row of a raw log is one install, refused ones among them. */
const TOUCH: TouchPlan = {
  isAttributed: 'TRUE',
  isRejected: `"event" = ${literal(REFUSED)}`,
  texts: Object.fromEntries(TOUCH_TEXTS.map((name) => [name, `"${name}"`])),
  times: Object.fromEntries(TOUCH_TIMES.map((name) => [name, `CAST("${name}" AS TIMESTAMP)`])),
  contributors: [],
}

/** How a written table of a sample is read; nothing in it has to be guessed. */
export function samplePlan(table: WrittenTable, version: string): LoadPlan {
  const { path, columns, events, dated } = table
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(', ')
  const isDelivery = events.length === 0
  const names = NAMES.filter((name) => columns.includes(name))
  return {
    source: table.source,
    layout: 'sample',
    fileName: table.name,
    contentHash: `sample ${version} ${table.name}`,
    settingsHash: '',
    settings: '{}',
    relation: ({ ordered }) =>
      `read_csv(${literal(path)}, auto_detect = false, header = true, columns = {${types}}, parallel = ${!ordered})`,
    headers: columns,
    firstRow: 2,
    day: dated ? read('day', 'DATE') : null,
    period: null,
    members: Object.fromEntries(names.map((name) => [name, `"${name}"`])),
    tags: {},
    attributes: {},
    memberHeaders: names,
    delivery: isDelivery
      ? Object.fromEntries(
          DELIVERY_MEASURE_NAMES.map((name) => [
            name,
            read(name, name === 'spend' ? 'DECIMAL(18, 6)' : 'DOUBLE'),
          ]),
        )
      : {},
    deliveryBasis: table.basis,
    outcomes: outcomes(table),
    touch: table.touches ? TOUCH : null,
    isTotal: 'FALSE',
    isBlank: 'FALSE',
    refusals: [],
    zone: table.zone,
    zoneFrom: 'sample',
    currency: null,
    observedAt: `${LAST_DAY}T23:59:59Z`,
    partial: table.partial,
    slice: null,
    report: null,
  }
}
