import type { ColumnUnit, ExportLayout, LayoutColumn } from '#connectors/kit/export-layout.ts'
import type { Basis, DateBasis } from '#schema/basis.ts'
import { formatFieldTarget, parseFieldTarget } from '#schema/field-target.ts'
import { aliasKey, cleanHeader, type NormalisedHeader, normaliseHeader } from './normalise-header.ts'

/** A header of the file by its place. */
export interface HeaderAt {
  readonly index: number
  readonly header: string
}

/** A column of the file whose meaning the layout knows; `field` is canonical (`event.install`, never `installs`). */
export interface MatchedColumn extends HeaderAt {
  readonly field: string
  readonly unit: ColumnUnit
  readonly basis: Basis
  /** `null`: the layout's own. */
  readonly dateBasis: DateBasis | null
  /** Currency its own header names, else `null`. */
  readonly currency: string | null
  /** Column whose cell must match for this one to count, else `null`. */
  readonly onlyWhen: { readonly index: number; readonly matches: RegExp } | null
}

/** What a layout makes of a header row. */
export interface LayoutMatch {
  readonly columns: readonly MatchedColumn[]
  /** Known to carry nothing we keep, or a second name of a field already found. */
  readonly ignored: readonly HeaderAt[]
  readonly unknown: readonly HeaderAt[]
  /** The one currency the money headers name; `null` when none does or several differ. */
  readonly currency: string | null
  /** Required fields no header gives. */
  readonly missing: readonly string[]
  /** Columns that carry device, user or address identifiers. */
  readonly identifiers: readonly HeaderAt[]
}

interface FileHeader extends HeaderAt, NormalisedHeader {
  readonly clean: string
}

function readHeaders(headers: readonly string[]): FileHeader[] {
  return headers.map((header, index) => ({
    index,
    header,
    clean: cleanHeader(header),
    ...normaliseHeader(header),
  }))
}

/** The canonical spelling of a field name; the name itself when it stands for nothing. */
export function canonicalField(name: string): string {
  const target = parseFieldTarget(name)
  return target === null ? name : formatFieldTarget(target)
}

function patternCurrency(clean: string): string | null {
  return normaliseHeader(clean.replace(/\)$/, '')).currency
}

/** Finds which column of a file means which field of a layout. */
export function matchLayout(layout: ExportLayout, headers: readonly string[]): LayoutMatch {
  const file = readHeaders(headers).filter(({ clean }) => clean !== '')
  const byKey = new Map<string, FileHeader>()
  for (const header of file) if (!byKey.has(header.key)) byKey.set(header.key, header)
  const find = (name: string) => byKey.get(aliasKey(name))

  const columns: MatchedColumn[] = []
  const taken = new Set<string>()
  const used = new Set<number>()
  const gated = new Set<number>()
  const spare = new Set<number>()

  const takeColumn = (column: LayoutColumn) => {
    const present = column.headers.map(find).filter((header) => header !== undefined)
    for (const header of present) spare.add(header.index)
    const chosen = present.find(({ index }) => !used.has(index) || (column.onlyWhen && gated.has(index)))
    const gate = column.onlyWhen && find(column.onlyWhen.header)
    if (gate) spare.add(gate.index)
    if (chosen === undefined || (column.onlyWhen && gate === undefined)) return
    const field = canonicalField(column.field)
    const basis = column.basis ?? layout.basis
    const place = `${field} ${basis}`
    if (taken.has(place)) return
    taken.add(place)
    used.add(chosen.index)
    if (gate) gated.add(chosen.index)
    columns.push({
      index: chosen.index,
      header: chosen.header,
      field,
      unit: column.unit ?? 'plain',
      basis,
      dateBasis: column.dateBasis ?? null,
      currency: chosen.currency,
      onlyWhen: gate && column.onlyWhen ? { index: gate.index, matches: column.onlyWhen.matches } : null,
    })
  }
  for (const column of layout.columns) takeColumn(column)

  for (const { pattern, field, unit, basis } of layout.patterns ?? []) {
    for (const header of file) {
      if (used.has(header.index) || spare.has(header.index) || !pattern.test(header.clean)) continue
      const name = header.clean.replace(pattern, field).toLowerCase().replaceAll(/\s+/g, '_')
      if (parseFieldTarget(name) === null) continue
      used.add(header.index)
      columns.push({
        index: header.index,
        header: header.header,
        field: canonicalField(name),
        unit: unit ?? 'plain',
        basis: basis ?? layout.basis,
        dateBasis: null,
        currency: header.currency ?? patternCurrency(header.clean),
        onlyWhen: null,
      })
    }
  }

  const ignoredKeys = new Set<string>()
  const ignoredPatterns: RegExp[] = []
  for (const entry of layout.ignored ?? []) {
    if (typeof entry === 'string') ignoredKeys.add(aliasKey(entry))
    else ignoredPatterns.push(entry)
  }
  const identifierKeys = new Set((layout.identifiers ?? []).map(aliasKey))
  const isIgnored = ({ index, key }: FileHeader) =>
    spare.has(index) ||
    byKey.get(key)?.index !== index ||
    ignoredKeys.has(key) ||
    identifierKeys.has(key) ||
    ignoredPatterns.some((pattern) => pattern.test(key))

  const rest = file.filter(({ index }) => !used.has(index))
  const currencies = new Set(columns.map(({ currency }) => currency).filter((currency) => currency !== null))
  const fields = new Set(columns.map(({ field }) => field))
  const place = ({ index, header }: FileHeader): HeaderAt => ({ index, header })
  return {
    columns: columns.toSorted((a, b) => a.index - b.index),
    ignored: rest.filter(isIgnored).map(place),
    unknown: rest.filter((header) => !isIgnored(header)).map(place),
    currency: currencies.size === 1 ? ([...currencies][0] ?? null) : null,
    missing: layout.signature.required.filter((field) => !fields.has(canonicalField(field))),
    identifiers: file.filter(({ key }) => identifierKeys.has(key)).map(place),
  }
}
