import { createHash } from 'node:crypto'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import type { Note } from '#schema/note.ts'
import type { QuarantinedRows } from '#warehouse/load-plan.ts'
import { buildLoadPlan, currencyOf } from './build-load-plan.ts'
import { compareTotals } from './checksum.ts'
import { expandCohortRows } from './cohort-rows.ts'
import { dayColumn } from './day-column.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import { describeColumns, proposeMapping } from './describe-columns.ts'
import { NO_FACTS, readFileFacts } from './file-facts.ts'
import { findMeaning } from './find-meaning.ts'
import { leaveOutFlags } from './flag-columns.ts'
import type { ImportContext, ImportOptions } from './import-context.ts'
import type { ImportSettings } from './import-settings.ts'
import type { KnownTable } from './known-table.ts'
import { observedTime } from './observed-time.ts'
import { profileTable } from './profile-table.ts'
import { damagedIdNotes, readingNotes } from './reading-notes.ts'
import { decideFormats } from './table-formats.ts'
import type { TableMeaning } from './table-meaning.ts'
import { findTotalNames } from './total-names.ts'
import { zoneOf } from './zone-of.ts'

const NOTHING_READ = { read: 0, stored: 0, quarantined: 0, totals: 0, blank: 0 }

/** An answer about a table of which nothing was read yet. */
export function emptyReport(file: string): ImportedFile {
  return {
    file,
    status: 'refused',
    refusal: null,
    source: null,
    sourceLabel: null,
    layout: null,
    load: null,
    columns: [],
    rows: NOTHING_READ,
    dates: { from: null, to: null, order: null },
    zone: { value: null, from: 'not known' },
    currency: { value: null, from: 'not known' },
    scope: null,
    observed: null,
    totals: {},
    checksum: null,
    replaces: null,
    guess: [],
    problems: [],
    notes: [],
  }
}

function settingsHash(
  settings: ImportSettings,
  columns: readonly { header: string; field: string | null }[],
  name: string,
): string {
  const { savedMappings: _saved, ...own } = settings
  const read = columns.filter(({ field }) => field !== null).map(({ header, field }) => [header, field])
  return createHash('sha256')
    .update(JSON.stringify([own, read, name]))
    .digest('hex')
    .slice(0, 32)
}

/** The settings that read this file the same way again, whatever the project's mappings are by then. */
function storedSettings(settings: ImportSettings, meaning: TableMeaning & { kind: 'known' }): string {
  const { savedMappings: _saved, ...own } = settings
  return JSON.stringify(
    meaning.saved === null
      ? own
      : { ...own, map: meaning.saved.columns, source: meaning.source, layout: meaning.saved.name },
  )
}

function unread(
  report: ImportedFile,
  status: ImportedFile['status'],
  code: string,
  message: string,
  remedy: string,
) {
  return { ...report, status, refusal: { code, message, remedy } }
}

/** Reads one decoded table into the store, or rehearses it, and reports what it is and what happened. */
export async function importTable(
  table: DecodedTable,
  settings: ImportSettings,
  context: ImportContext,
  contentHash: Promise<string>,
  options: ImportOptions,
): Promise<ImportedFile> {
  const meaning = leaveOutFlags(table, findMeaning(table, settings))
  const columns = describeColumns(table, meaning)
  const report: ImportedFile = { ...emptyReport(table.name), columns, notes: [...table.problems] }
  if (meaning.kind !== 'known') {
    const guess = proposeMapping(table)
    const proposed = guess.map(({ field, header }) => `--map '${field}=${header}'`).join(' ')
    const which =
      meaning.kind === 'ambiguous'
        ? `${table.name} could be ${meaning.candidates.map(({ connector, layout }) => `${connector.label} ${layout.label}`).join(' or ')}`
        : `${table.name} is no export permille knows`
    const remedy =
      meaning.kind === 'ambiguous'
        ? 'say which with --source'
        : `say what its columns mean: ${proposed || "--map 'impressions=HEADER'"}`
    return { ...unread(report, 'needs_mapping', 'unknown_table', which, remedy), guess }
  }
  const named: ImportedFile = {
    ...report,
    source: meaning.source,
    sourceLabel: meaning.label,
    layout: meaning.layoutName,
  }
  const profile = await profileTable(table, meaning, context.warehouse)
  const formats = decideFormats(table, meaning, settings.dateOrder, profile.days)
  const day = dayColumn(meaning)
  for (const [header, decision] of formats.days) {
    if (decision.kind === 'ambiguous') {
      return unread(
        named,
        'needs_answer',
        'ambiguous_dates',
        `${table.name}: the dates in ${header} fit day-month and month-day alike`,
        'say which with --date-order dmy or --date-order mdy',
      )
    }
    if (decision.kind === 'unreadable' && header === day?.header && table.head.length > 0) {
      return unread(
        named,
        'refused',
        'unreadable_dates',
        `${table.name}: the dates in ${header} cannot be read, e.g. ${decision.examples.slice(0, 3).join(', ') || 'empty cells'}`,
        'write them as YYYY-MM-DD, or map another column as the day',
      )
    }
  }
  if (
    !meaning.columns.some(
      ({ target }) => target.kind === 'delivery' || target.kind === 'event' || target.kind === 'fact',
    )
  ) {
    return unread(
      named,
      'needs_mapping',
      'nothing_counted',
      `${table.name}: no column is mapped to anything that counts`,
      "map at least one, e.g. --map 'impressions=HEADER'",
    )
  }
  const facts = settings.stream === undefined ? readFileFacts(table) : NO_FACTS
  const observed =
    settings.stream === undefined
      ? observedTime(table, meaning, formats, facts, settings.dateOrder)
      : { at: settings.stream.observedAt, from: 'when the source was asked' }
  const drafted: KnownTable = {
    table,
    meaning: expandCohortRows(meaning, profile.cohortDays),
    formats,
    facts,
    settings,
    project: { currency: context.currency, timezone: context.timezone },
    contentHash,
    settingsHash: settingsHash(settings, columns, table.name),
    storedSettings: storedSettings(settings, meaning),
    observedAt: observed.at,
    eventNames: profile.eventNames,
    totalNames: [],
  }
  // An API answers rows, never their sums.
  const totalNames =
    settings.stream === undefined
      ? await findTotalNames(drafted, buildLoadPlan(drafted), context.warehouse)
      : []
  const known: KnownTable = { ...drafted, totalNames }
  const plan = buildLoadPlan(known)
  const outcome = await context.warehouse.load(plan, options)
  await options.onRead?.(plan)
  const order = [...formats.days.values()].flatMap((decision) =>
    decision.kind === 'formats' ? decision.formats : [],
  )
  const { stored, read, totals: totalRows } = outcome.rows
  const isKept = stored > 0 || (plan.slice !== null && read === totalRows)
  const [scope] = outcome.scopes
  const notes: Note[] = [...named.notes, ...damagedIdNotes(known), ...readingNotes(known, outcome)]
  const filled: ImportedFile = {
    ...named,
    load: options.commit && isKept ? String(outcome.unchangedFrom ?? outcome.load) : null,
    rows: outcome.rows,
    dates: {
      from: outcome.days?.from ?? plan.period?.from ?? null,
      to: outcome.days?.to ?? plan.period?.to ?? null,
      order: order.length === 0 ? null : [...new Set(order)].join(', '),
    },
    zone: zoneOf(known),
    currency:
      currencyOf(known).from === 'column'
        ? { value: outcome.currencies.join(', ') || null, from: 'column' }
        : currencyOf(known),
    scope: {
      account: scope?.account ?? null,
      app: scope?.app ?? null,
      os: scope?.os ?? null,
      report: outcome.report,
      from: scopeOrigin(known),
    },
    observed,
    totals: outcome.totals,
    checksum: compareTotals(outcome),
    replaces:
      outcome.replaced.rows === 0 ? null : { ...outcome.replaced, loads: outcome.replaced.loads.map(String) },
    problems: outcome.quarantine.flatMap(problemOf),
    notes,
  }
  if (!isKept) {
    return unread(
      filled,
      'refused',
      'no_rows',
      `${table.name} has no row that can be stored`,
      outcome.rows.read === 0 ? 'export it again with at least one row' : 'see the problems by row',
    )
  }
  if (outcome.unchangedFrom !== null) return { ...filled, status: 'unchanged' }
  return { ...filled, status: options.commit ? 'stored' : 'preview' }
}

function problemOf({ column, reason, count, first }: QuarantinedRows): ImportedFile['problems'] {
  const [shown, ...further] = first
  if (shown === undefined) return []
  return [
    {
      row: shown.row,
      column,
      value: shown.value,
      reason,
      count,
      further: further.map((row) => ({ ...row })),
    },
  ]
}

function scopeOrigin({ settings, facts, meaning }: KnownTable): string {
  if (settings.set.app !== undefined || settings.set.os !== undefined) return 'you said so'
  if (
    meaning.columns.some(
      ({ target }) =>
        target.kind === 'dimension' && (target.dimension === 'app' || target.dimension === 'os'),
    )
  ) {
    return 'columns'
  }
  return facts.app !== null || facts.os !== null ? 'file name' : 'the file names neither app nor OS'
}
