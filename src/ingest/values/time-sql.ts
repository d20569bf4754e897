import type { DateFormat } from './date-format.ts'
import { clockIn } from './instant-sql.ts'

const CLOCK = ['%H:%M:%S.%f', '%H:%M:%S', '%H:%M', '%I:%M:%S %p', '%I:%M %p'] as const

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

function parsed(cell: string, days: readonly string[]): string {
  const formats = days.flatMap((day) =>
    CLOCK.flatMap((clock) => [`${day} ${clock}`, `${day}, ${clock}`, `${day}T${clock}`]),
  )
  return `try_strptime(${cell}, [${formats.map(literal).join(', ')}])`
}

function formatSql(column: string, cell: string, format: DateFormat, zone: string | null): string {
  const number = `TRY_CAST(${column} AS DOUBLE)`
  switch (format) {
    case 'iso':
      return `TRY_CAST(replace(${cell}, '/', '-') AS TIMESTAMP)`
    case 'compact':
      return parsed(cell, ['%Y%m%d'])
    case 'month_name':
      return parsed(cell, ['%b %d, %Y', '%B %d, %Y', '%d %b %Y', '%d %B %Y', '%d-%b-%Y', '%b %d %Y'])
    case 'serial':
      return `CASE WHEN ${number} BETWEEN 20000 AND 80000 AND ${number} <> floor(${number})
        THEN make_timestamp(round((${number} - 25569) * 86400)::BIGINT * 1000000) END`
    case 'epoch_s':
      return `CASE WHEN ${number} BETWEEN 5e8 AND 4e9 THEN ${clockIn(zone, `make_timestamp((${number} * 1000000)::BIGINT)`)} END`
    case 'epoch_ms':
      return `CASE WHEN ${number} BETWEEN 5e11 AND 4e12 THEN ${clockIn(zone, `make_timestamp((${number} * 1000)::BIGINT)`)} END`
    default: {
      const mark = format.slice(3)
      const order = format.startsWith('dmy') ? `%d${mark}%m${mark}` : `%m${mark}%d${mark}`
      // The short year goes first: `%Y` would take 26 for the year 26.
      return parsed(cell, [`${order}%y`, `${order}%Y`])
    }
  }
}

/**
 * SQL for the instant a cell of a text column names, as a TIMESTAMP in the zone it is written in; absent where no
 * time of day stands, since midnight would be a guess. Seconds since 1970 become the clock of the file's zone.
 */
export function timeSql(header: string, formats: readonly DateFormat[], zone: string | null): string {
  const column = `"${header.replaceAll('"', '""')}"`
  const cell = `CASE WHEN contains(${column}, ':') THEN trim(${column}) END`
  const readers = formats.map((format) => formatSql(column, cell, format, zone))
  return readers.length === 0 ? 'NULL::TIMESTAMP' : `coalesce(${readers.join(', ')})`
}
