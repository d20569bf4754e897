import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { LoadPlan, ReadExpression } from '#warehouse/load-plan.ts'
import { LAST_DAY } from './sample-tables.ts'
import type { WrittenTable } from './write-sample.ts'

const NAMES = [...DIMENSION_NAMES, 'currency', 'period_start', 'period_end'] as const

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

function read(column: string, type: 'DATE' | 'DOUBLE' | 'DECIMAL(18, 6)'): ReadExpression {
  return { readings: [], value: `CAST("${column}" AS ${type})`, unreadable: 'FALSE', header: column }
}

/** The event and the cohort day a written name stands for: `revenue.d7`. */
function cohortOf(name: string): { readonly event: string; readonly cohortDay: number | null } {
  const [event = name, day] = name.split('.d')
  return { event, cohortDay: day === undefined ? null : Number(day) }
}

function outcomes({ basis, events }: WrittenTable): LoadPlan['outcomes'] {
  if (events.length === 0) return { by: 'column', columns: [] }
  const kinds = events.map((name) => ({
    name,
    kind: {
      ...cohortOf(name),
      counting: 'every',
      basis,
      attribution: 'all',
      dateBasis: 'report',
      window: null,
      validity: 'accepted',
    } as const,
  }))
  return {
    by: 'row',
    event: '"event"',
    named: '"event"',
    kinds,
    count: read('count', 'DOUBLE'),
    value: read('value', 'DECIMAL(18, 6)'),
  }
}

/** How a written table of a sample is read; nothing in it has to be guessed. */
export function samplePlan(table: WrittenTable, version: string): LoadPlan {
  const { path, columns, events, dated } = table
  const types = columns.map((column) => `${literal(column)}: 'VARCHAR'`).join(', ')
  const isDelivery = events.length === 0
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
    members: Object.fromEntries(NAMES.map((name) => [name, `"${name}"`])),
    tags: {},
    attributes: {},
    memberHeaders: NAMES,
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
    touch: null,
    isTotal: 'FALSE',
    isBlank: 'FALSE',
    refusals: [],
    zone: table.zone,
    zoneFrom: 'sample',
    currency: null,
    observedAt: `${LAST_DAY}T23:59:59Z`,
    partial: false,
    slice: null,
    report: null,
  }
}
