import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { withRareFormats } from './values/decide-date-format.ts'
import { dateSql, textSql } from './values/sql.ts'
import { zoneOf } from './zone-of.ts'

/** One word for what sources call a status; what stands nowhere here is kept as it is written, in lower case. */
const STATUS_WORDS = {
  active: 'active|enabled|eligible.*|running|delivering|on|live|learning.*|aktiviert|actif|activa|ativa|有効',
  paused: 'paused|pause|inactive|off|disabled|stopped|on hold|pausiert|en veille|pausada|一時停止',
  ended: 'ended|completed|complete|finished|expired|recently completed|beendet',
  removed: 'removed|deleted|archived|entfernt',
} as const

/** The object a row is about: the finest level it names. */
function finestLevel(columns: readonly MappedColumn[]): EntityLevel | null {
  const isNamed = (level: EntityLevel) =>
    columns.some(
      ({ target }) =>
        target.kind === 'dimension' && (target.dimension === level || target.dimension === `${level}_id`),
    )
  return ENTITY_LEVELS.findLast(isNamed) ?? null
}

function statusSql(text: string): string {
  const plain = `replace(lower(${text}), '_', ' ')`
  const cases = Object.entries(STATUS_WORDS).map(
    ([word, names]) => `WHEN regexp_full_match(${plain}, '${names}') THEN '${word}'`,
  )
  return `CASE ${cases.join(' ')} ELSE ${plain} END`
}

/** SQL of what a table says of objects, and the columns it is read from. */
export function entityAttributes(known: KnownTable): {
  readonly attributes: Readonly<Record<string, string>>
  readonly headers: readonly string[]
} {
  const { meaning, formats } = known
  const attributes: Record<string, string> = {}
  const headers: string[] = []
  for (const { header, target } of meaning.columns) {
    if (target.kind !== 'attribute') continue
    const level = target.level ?? finestLevel(meaning.columns)
    if (level === null) continue
    const text = textSql(header, meaning.layout?.absent)
    const name = `${target.attribute}.${level}`
    if (target.attribute === 'started') {
      const decision = formats.times.get(header)
      if (decision?.kind !== 'formats') continue
      const day = dateSql(header, withRareFormats(decision.formats), zoneOf(known).value)
      attributes[name] = `(${day.value})::VARCHAR`
    } else attributes[name] = target.attribute === 'status' ? statusSql(text) : text
    headers.push(header)
  }
  return { attributes, headers }
}
