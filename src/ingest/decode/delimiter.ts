import { isBlankRecord } from './cells.ts'
import type { CsvFormat } from './decoded-table.ts'
import { commonWidth, findHeader } from './header-row.ts'
import { sampleRecords } from './record-reader.ts'

export type Delimiter = CsvFormat['delimiter']

const DELIMITERS: readonly Delimiter[] = ['\t', ',', ';', '|']
const LOOKED_AT = 130

/** The delimiter Excel's first line `sep=;` names, or `null` without such a line. */
export function readSeparatorLine(text: string): Delimiter | null {
  const named = /^"?sep=(.)"?[ \t,;|]*(?:\r|\n|$)/i.exec(text)?.[1]
  return DELIMITERS.find((delimiter) => delimiter === named) ?? null
}

/** The character between the cells: the one that gives the most even rows under a header. */
export function chooseDelimiter(
  text: string,
  options: { complete: boolean; knownHeader?: ((cells: readonly string[]) => boolean) | undefined },
): Delimiter | null {
  const scored = DELIMITERS.map((delimiter) => {
    const sample = sampleRecords(text, { delimiter, complete: options.complete, count: LOOKED_AT })
    const records = sample.records.filter((record) => !isBlankRecord(record))
    const width = commonWidth(records)
    const header = findHeader(records, { width, knownHeader: options.knownHeader })
    const headerCells = header === null ? [] : (records[header] ?? [])
    const known = options.knownHeader?.(headerCells.map((cell) => cell.trim())) ?? false
    const even = records.filter((record) => record.length === width).length / Math.max(1, records.length)
    const fits = headerCells.length > 1 && Math.abs(headerCells.length - width) <= 1
    return { delimiter, width, score: [known ? 1 : 0, fits ? 1 : 0, Math.round(even * 10), width] }
  }).filter(({ width }) => width > 1)
  scored.sort((left, right) => {
    const at = left.score.findIndex((value, index) => value !== right.score[index])
    return at === -1 ? 0 : (right.score[at] ?? 0) - (left.score[at] ?? 0)
  })
  return scored[0]?.delimiter ?? null
}
