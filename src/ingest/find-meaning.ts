import { CONNECTORS } from '#connectors/index.ts'
import { type ColumnGuess, guessMapping } from '#connectors/recognise/guess-mapping.ts'
import { cleanHeader, normaliseHeader } from '#connectors/recognise/normalise-header.ts'
import { rankLayouts, recognise } from '#connectors/recognise/recognise.ts'
import { PermilleError } from '#schema/error.ts'
import { type FieldTarget, formatFieldTarget, parseFieldTarget } from '#schema/field-target.ts'
import { nearest } from '#schema/nearest.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import type { ImportSettings, SavedMapping } from './import-settings.ts'
import type { MappedColumn } from './mapped-column.ts'
import { matchedColumns } from './matched-columns.ts'
import { streamMeaning } from './stream/stream-meaning.ts'
import type { TableMeaning } from './table-meaning.ts'

/** Confidence from which a guessed time or dimension joins a mapping somebody gave for the numbers. */
const SURE = 0.3

function columnOf(headers: readonly string[], name: string): number {
  const exact = headers.indexOf(name)
  if (exact >= 0) return exact
  const wanted = normaliseHeader(name).key
  const index = headers.findIndex((header) => normaliseHeader(header).key === wanted)
  if (index >= 0) return index
  const close = nearest(name, headers)
  throw new PermilleError(
    'usage',
    `the file has no column ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: `its columns are ${headers.map(cleanHeader).join(', ')}` },
  )
}

function targetOf(field: string): FieldTarget {
  const target = parseFieldTarget(field)
  if (target) return target
  throw new PermilleError('usage', `unknown field in the mapping: ${field}`, {
    remedy:
      'fields are day, campaign, creative, …, impressions, clicks, spend, event.NAME, unique.NAME, value.NAME (of a cohort day: value.NAME.d7, or a column cohort_day that says which), tag.NAME',
  })
}

function mapColumns(
  headers: readonly string[],
  map: Readonly<Record<string, string>>,
  reason: string,
): MappedColumn[] {
  return Object.entries(map).map(([field, header]) => {
    const index = columnOf(headers, header)
    const name = headers[index] ?? header
    return {
      index,
      header: name,
      target: targetOf(field),
      unit: 'plain',
      basis: null,
      dateBasis: null,
      currency: normaliseHeader(name).currency,
      onlyWhen: null,
      reason,
    }
  })
}

/** Columns somebody named win over recognised or guessed ones of the same place or field. */
function overlay(base: readonly MappedColumn[], over: readonly MappedColumn[]): MappedColumn[] {
  const places = new Set(over.map(({ index }) => index))
  const fields = new Set(over.map(({ target }) => formatFieldTarget(target)))
  const kept = base.filter(
    ({ index, target }) => !places.has(index) && !fields.has(formatFieldTarget(target)),
  )
  return [...kept, ...over].toSorted((a, b) => a.index - b.index)
}

function circumstances(guesses: readonly ColumnGuess[], headers: readonly string[]): MappedColumn[] {
  return guesses.flatMap(({ index, field, confidence, reason }) => {
    const target = field === null ? null : parseFieldTarget(field)
    if (target === null || confidence < SURE) return []
    if (target.kind === 'delivery' || target.kind === 'event' || target.kind === 'fact') return []
    return {
      index,
      header: headers[index] ?? '',
      target,
      unit: 'plain' as const,
      basis: null,
      dateBasis: null,
      currency: null,
      onlyWhen: null,
      reason: `guessed: ${reason}`,
    }
  })
}

function savedFor(headers: readonly string[], saved: readonly SavedMapping[]): SavedMapping | null {
  const keys = new Set(headers.map((header) => normaliseHeader(header).key))
  const fitting = saved.filter(({ columns }) =>
    Object.values(columns).every((header) => keys.has(normaliseHeader(header).key)),
  )
  return fitting.toSorted((a, b) => Object.keys(b.columns).length - Object.keys(a.columns).length)[0] ?? null
}

/** The name of a file as a source id: without sheet marks, extension, and the dates and numbers of one export. */
export function sourceName(table: DecodedTable, dated: boolean): string {
  const bare = table.name.replaceAll(/\.(csv|tsv|txt|json|ndjson|jsonl|parquet|xlsx|gz|zip)\b/gi, '')
  const timeless = dated ? bare.replaceAll(/[\s_(.-]*\d{2,}[\d_.-]*\)?/g, '') : bare
  const slug = (text: string) =>
    text
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
  return slug(timeless) || slug(bare) || 'table'
}

/** Finds out what a table is: by what somebody said, by a saved mapping, by its headers. */
export function findMeaning(table: DecodedTable, settings: ImportSettings): TableMeaning {
  if (settings.stream !== undefined) return streamMeaning(table, settings.source, settings.stream.id)
  const { headers } = table.format
  const said = mapColumns(headers, settings.map, 'you said so')
  const named =
    settings.source === undefined ? null : CONNECTORS.find(({ source }) => source === settings.source)
  const recognised = recognise(headers, table.head)
  const candidate = named
    ? rankLayouts(headers, table.head).find(({ connector }) => connector.source === named.source)
    : recognised.kind === 'recognised'
      ? recognised.best
      : undefined

  if (candidate && settings.layout === undefined && (settings.source === undefined || named)) {
    const { connector, layout, match } = candidate
    return {
      kind: 'known',
      source: connector.source,
      label: connector.label,
      layout,
      layoutName: layout.id,
      columns: overlay(matchedColumns(match, headers), said),
      ignored: new Map([
        ...match.ignored.map(({ header }) => [header, 'carries nothing permille keeps'] as const),
        ...match.unknown.map(({ header }) => [header, 'not known to this layout'] as const),
      ]),
      currency: match.currency,
      saved: null,
    }
  }
  const saved = said.length === 0 ? savedFor(headers, settings.savedMappings) : null
  if (said.length === 0 && saved === null) {
    return recognised.kind === 'ambiguous' ? recognised : { kind: 'unknown' }
  }
  const guesses = guessMapping(headers, table.head)
  const given = saved ? mapColumns(headers, saved.columns, `mapping ${saved.name}`) : said
  const columns = overlay(circumstances(guesses, headers), given)
  const dated = columns.some(({ target }) => target.kind === 'time' && target.field === 'day')
  const source = settings.source ?? saved?.source ?? sourceName(table, dated)
  return {
    kind: 'known',
    source,
    label: source,
    layout: null,
    layoutName: saved?.name ?? settings.layout ?? null,
    columns,
    ignored: new Map(headers.map((header) => [header, 'not mapped'])),
    currency: columns.find(({ currency }) => currency !== null)?.currency ?? null,
    saved,
  }
}
