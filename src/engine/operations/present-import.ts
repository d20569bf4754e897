import type { ImportedFile, ImportReport } from '#schema/answer/import-report.ts'
import { type Block, formatNumber, type Presentation } from './presentation.ts'

const SHOWN_PROBLEMS = 10
const SHOWN_EXAMPLES = 3

const STATUS = {
  preview: 'not stored yet',
  stored: 'stored',
  unchanged: 'already stored, nothing changed',
  needs_mapping: 'not stored',
  needs_answer: 'not stored',
  refused: 'not stored',
} as const

function facts(file: ImportedFile): string[] {
  const { rows, dates, zone, currency, scope, replaces, checksum } = file
  const lines = [
    `${file.sourceLabel ?? file.source}${file.layout === null ? '' : `, ${file.layout}`}${scope === null ? '' : ` · report: ${scope.report}`}`,
    `rows: ${formatNumber(rows.stored)} to store of ${formatNumber(rows.read)} read${rows.quarantined > 0 ? `, ${formatNumber(rows.quarantined)} quarantined` : ''}${rows.totals > 0 ? `, ${formatNumber(rows.totals)} total rows left out` : ''}`,
    dates.from === null
      ? 'dates: none, one period'
      : `dates: ${dates.from} … ${dates.to}${dates.order === null ? '' : ` (${dates.order})`}`,
    `zone: ${zone.value ?? 'not known'} (${zone.from}) · currency: ${currency.value ?? 'not known'} (${currency.from})`,
    `totals: ${Object.entries(file.totals)
      .map(([field, amount]) => `${field} ${formatNumber(amount, Number.isInteger(amount) ? 0 : 2)}`)
      .join(' · ')}`,
  ]
  if (file.observed !== null && file.observed.from !== 'imported now') {
    lines.push(`observed: ${file.observed.at.slice(0, 16).replace('T', ' ')} UTC (${file.observed.from})`)
  }
  if (scope !== null && (scope.app !== null || scope.os !== null)) {
    lines.push(`app: ${scope.app ?? 'any'} · OS: ${scope.os ?? 'any'} (${scope.from})`)
  }
  if (checksum !== null) {
    lines.push(
      checksum.matches
        ? 'checksum: the file’s own total row agrees'
        : `checksum MISMATCH: ${checksum.differences.map(({ field, stated, counted }) => `${field} says ${formatNumber(stated)}, rows add up to ${formatNumber(counted, Number.isInteger(counted) ? 0 : 2)}`).join('; ')}`,
    )
  }
  if (replaces !== null) {
    lines.push(`replaces ${formatNumber(replaces.rows)} rows of load ${replaces.loads.join(', ')}`)
  }
  return lines
}

function examplesOf(rows: readonly { row: number; value: string | null }[], count: number): string {
  const shown = rows.slice(0, SHOWN_EXAMPLES).map(({ row, value }) => `${row}: ${value ?? '(empty)'}`)
  return [...shown, ...(count > shown.length ? ['…'] : [])].join(' · ')
}

function presentFile(file: ImportedFile): Block[] {
  const title = `${file.file}: ${STATUS[file.status]}${file.load === null ? '' : ` as load ${file.load}`}`
  const blocks: Block[] = [{ kind: 'text', text: title }]
  if (file.source !== null && file.rows.read > 0)
    blocks.push({
      kind: 'text',
      text: facts(file)
        .map((line) => `  ${line}`)
        .join('\n'),
    })
  if (file.status === 'preview' || file.status === 'needs_mapping') {
    blocks.push({
      kind: 'table',
      columns: [
        { label: 'column', align: 'left' },
        { label: 'read as', align: 'left' },
        { label: 'for example', align: 'left' },
      ],
      rows: file.columns.map(({ header, field, reason, examples }) => [
        header,
        field ?? `— ${reason}`,
        examples[0] ?? '',
      ]),
    })
  }
  if (file.problems.length > 0) {
    const shown = file.problems.slice(0, SHOWN_PROBLEMS)
    blocks.push({
      kind: 'table',
      columns: [
        { label: 'rows', align: 'right' },
        { label: 'column', align: 'left' },
        { label: 'problem', align: 'left' },
        { label: 'first ones: row and cell', align: 'left' },
      ],
      rows: shown.map(({ row, column, value, reason, count, further }) => [
        formatNumber(count),
        column ?? '',
        reason,
        examplesOf([{ row, value }, ...further], count),
      ]),
    })
    if (file.problems.length > shown.length) {
      blocks.push({
        kind: 'text',
        text: `  … and ${formatNumber(file.problems.length - shown.length)} more kinds of problems`,
      })
    }
  }
  if (file.refusal !== null) {
    blocks.push({
      kind: 'text',
      text: `  ${file.refusal.message}.${file.refusal.remedy === null ? '' : `\n  → ${file.refusal.remedy}`}`,
    })
  }
  return [...blocks, { kind: 'notes', notes: file.notes }]
}

/** What each file is, what it holds, and what happened to it. */
export function presentImport({ files, notes }: ImportReport): Presentation {
  return [...files.flatMap(presentFile), { kind: 'notes', notes }]
}
