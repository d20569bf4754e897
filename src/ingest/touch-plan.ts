import type { FactField } from '#schema/field-target.ts'
import { ORGANIC } from '#schema/organic.ts'
import { TOUCH_TEXTS, TOUCH_TIMES, type TouchPlan } from '#warehouse/load-plan.ts'
import type { KnownTable } from './known-table.ts'
import { withRareFormats } from './values/decide-date-format.ts'
import { textSql } from './values/sql.ts'
import { timeSql } from './values/time-sql.ts'
import { zoneOf } from './zone-of.ts'

type Meaning = Pick<KnownTable['meaning'], 'layout' | 'columns'>

/** Whether each row of a table is one install, click or event. */
export function isTouchLog({ meaning, settings }: Pick<KnownTable, 'meaning' | 'settings'>): boolean {
  return meaning.layout?.grain === 'touch' || settings.kind === 'touch'
}

/** Whether every row of a table was refused by its source, whether it says why or not. */
export function isRefusalLog({ layout }: Meaning): boolean {
  return layout?.signature.required.includes('rejection_reason') ?? false
}

/** SQL for the reason a row was refused for; `null` for a table without such a column. */
export function rejectionReason({ layout, columns }: Meaning): string | null {
  const column = columns.find(({ target }) => target.kind === 'fact' && target.field === 'rejection_reason')
  return column === undefined ? null : textSql(column.header, layout?.absent)
}

function typeSql(text: string): string {
  const plain = `lower(${text})`
  return `CASE WHEN regexp_matches(${plain}, 'click|tap') THEN 'click'
    WHEN regexp_matches(${plain}, 'view|impression') THEN 'view' END`
}

/** SQL for the touch that earned what a row counts, absent where it does not say; `null` for a table without such a column. */
export function touchTypeSql({ layout, columns }: Meaning): string | null {
  const column = columns.find(({ target }) => target.kind === 'fact' && target.field === 'touch_type')
  return column === undefined ? null : typeSql(textSql(column.header, layout?.absent))
}

/** What the rows of a raw log are told with one by one; `null` for a table that is none. */
export function touchPlan(known: KnownTable): TouchPlan | null {
  if (!isTouchLog(known)) return null
  const { layout, columns } = known.meaning
  const headersOf = (field: FactField) =>
    columns.flatMap(({ target, header }) =>
      target.kind === 'fact' && target.field === field ? [header] : [],
    )
  const texts = TOUCH_TEXTS.flatMap((field) => {
    const [header] = headersOf(field)
    if (header === undefined) return []
    return [[field, textSql(header, layout?.absent)] as const]
  })
  const type = touchTypeSql(known.meaning)
  const times = TOUCH_TIMES.flatMap((field) => {
    const [header] = headersOf(field)
    const decision = header === undefined ? undefined : known.formats.times.get(header)
    if (header === undefined || decision?.kind !== 'formats') return []
    return [[field, timeSql(header, withRareFormats(decision.formats), zoneOf(known).value)] as const]
  })
  const network = columns.find(({ target }) => target.kind === 'dimension' && target.dimension === 'network')
  const reason = rejectionReason(known.meaning)
  return {
    isAttributed:
      network === undefined
        ? 'TRUE'
        : `coalesce(lower(${textSql(network.header, layout?.absent)}) <> '${ORGANIC}', TRUE)`,
    isRejected: isRefusalLog(known.meaning) ? 'TRUE' : reason === null ? 'FALSE' : `(${reason}) IS NOT NULL`,
    texts: { ...Object.fromEntries(texts), ...(type === null ? {} : { touch_type: type }) },
    times: Object.fromEntries(times),
    contributors: headersOf('contributor').map((header) => textSql(header, layout?.absent)),
  }
}
