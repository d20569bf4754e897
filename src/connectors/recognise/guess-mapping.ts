import { CONNECTORS } from '../index.ts'
import { type ColumnSample, sampleColumn } from './column-sample.ts'
import { type CellKind, RATIO, SYNONYMS } from './guess-synonyms.ts'
import { canonicalField } from './match-layout.ts'
import { aliasKey, normaliseHeader } from './normalise-header.ts'
import { recogniseNetwork } from './recognise-network.ts'

/** A proposal for one column of an unknown table: never used unless somebody agrees. */
export interface ColumnGuess {
  readonly index: number
  readonly header: string
  /** Canonical field name, or `null` when nothing sensible is known. */
  readonly field: string | null
  /** 0 to 1; 0 when there is no proposal. */
  readonly confidence: number
  readonly reason: string
}

interface Idea {
  readonly field: string
  readonly confidence: number
  readonly reason: string
}

interface Column {
  readonly index: number
  readonly header: string
  readonly name: string
  readonly sample: ColumnSample
}

const OWN_WORD = /\b(?:usd|eur|gbp|jpy|brl|cad|aud)$/
const MOST_CONFIDENT_OF_VOCABULARY = 0.7
const TAG_CONFIDENCE = 0.3
const ID_TAG_CONFIDENCE = 0.2
const EMPTY_TAG_CONFIDENCE = 0.1
const SURE = 0.8
const EMPTY_DISCOUNT = 0.5
const OPERATING_SYSTEM = /^(?:ios|ipados|iphone ?os|android|windows phone|harmonyos|tvos)$/i
/** Part of the different cells that must be known networks. */
const MOST_CELLS = 2 / 3
/** Below headers that name a field exactly, such as `Campaign`, whose cells may be called like a network. */
const BY_CELLS = 0.85
/** Above `device type`, under which some tables write the operating system. */
const SURER_BY_CELLS = 0.92

function nameOf(header: string): string {
  const key = normaliseHeader(header).key.split(':')[0] ?? ''
  return key.replace(OWN_WORD, '').replaceAll(/^[^\p{L}\d]+|[^\p{L}\d%.]+$/gu, '')
}

function slugOf(name: string): string {
  return name.replaceAll(/[^\p{L}\d]+/gu, '_').replaceAll(/^_+|_+$/g, '')
}

function readVocabulary(): ReadonlyMap<string, string> {
  const meanings = new Map<string, Set<string>>()
  for (const layout of CONNECTORS.flatMap(({ layouts }) => layouts)) {
    for (const { field, headers, unit, onlyWhen } of layout.columns) {
      if (unit !== undefined || onlyWhen !== undefined || field.startsWith('tag.')) continue
      for (const header of headers) {
        const key = aliasKey(header)
        meanings.set(key, (meanings.get(key) ?? new Set()).add(canonicalField(field)))
      }
    }
  }
  const agreed = new Map<string, string>()
  for (const [key, [field, ...others]] of meanings) if (field && others.length === 0) agreed.set(key, field)
  return agreed
}

let vocabulary: ReadonlyMap<string, string> | undefined

function kindOf(field: string): CellKind {
  if (field === 'day' || field.startsWith('period_')) return 'date'
  return SYNONYMS.find((synonym) => synonym.field === field)?.cells ?? 'any'
}

function suits(kind: CellKind, { filled, numeric, unreadable, dates }: ColumnSample): boolean {
  if (filled === 0 || kind === 'any') return true
  if (kind === 'date') return dates
  return kind === 'number' ? unreadable !== null : !numeric
}

/** What is to be said of cells that are no numbers where most are. */
function butFor({ unreadable, numeric }: ColumnSample): string {
  const [first] = unreadable ?? []
  return numeric || first === undefined ? '' : `; ${first} is no number`
}

function conversionIdea(name: string): Idea | null {
  const kind = /^(?<what>.+) conversions?$/.exec(name)?.groups?.what
  if (kind === undefined || kind === 'total' || /\d/.test(kind)) return null
  return {
    field: `event.${slugOf(kind)}_conversion`,
    confidence: 0.8,
    reason: `counts a kind of conversion: ${kind}`,
  }
}

/** What the cells themselves say, whatever the header calls them; a header that names the field exactly is surer. */
function ideasFromCells(name: string, { values }: ColumnSample): Idea[] {
  const distinct = [...new Set(values)]
  const share = (test: (value: string) => boolean) =>
    distinct.filter(test).length / Math.max(1, distinct.length)
  if (
    share((value) => recogniseNetwork(value) !== null) >=
    (name === 'platform' ? Number.MIN_VALUE : MOST_CELLS)
  )
    return [{ field: 'network', confidence: BY_CELLS, reason: 'the cells are names of networks' }]
  if (share((value) => OPERATING_SYSTEM.test(value)) === 1)
    return [{ field: 'os', confidence: SURER_BY_CELLS, reason: 'the cells are operating systems' }]
  return []
}

function ideasFor({ name, sample }: Column): Idea[] {
  const ideas: Idea[] = []
  ideas.push(...ideasFromCells(name, sample))
  for (const whole of [name, name.replace(/^total /, '')]) {
    for (const { field, pattern, cells, confidence } of SYNONYMS) {
      if (!pattern.test(whole) || !suits(cells, sample)) continue
      ideas.push({
        field,
        confidence,
        reason: `"${whole}" usually means ${field}${cells === 'number' ? butFor(sample) : ''}`,
      })
    }
  }
  const conversion = ideas.some(({ field }) => field === 'event.conversion') ? null : conversionIdea(name)
  if (conversion && suits('number', sample)) ideas.push(conversion)
  vocabulary ??= readVocabulary()
  const known = vocabulary.get(name)
  if (known && suits(kindOf(known), sample)) {
    ideas.push({
      field: known,
      confidence: MOST_CONFIDENT_OF_VOCABULARY,
      reason: `known sources give ${known} this name`,
    })
  }
  const discount = sample.filled === 0 ? EMPTY_DISCOUNT : 1
  return ideas
    .map((idea) => ({ ...idea, confidence: idea.confidence * discount }))
    .toSorted((a, b) => b.confidence - a.confidence)
}

function fallback({ index, header, name, sample }: Column, lost: Idea | undefined): ColumnGuess {
  const none = (reason: string): ColumnGuess => ({ index, header, field: null, confidence: 0, reason })
  const slug = slugOf(name)
  if (slug === '') return none('the column has no name')
  if (sample.monthDays && /^day\b/.test(name))
    return none('days of the month without month and year: no date')
  if (sample.filled === 0) {
    const reason = 'the sample has no values: kept as a tag'
    return { index, header, field: `tag.${slug}`, confidence: EMPTY_TAG_CONFIDENCE, reason }
  }
  const identifies = /\bid$/.test(name)
  if (sample.numeric && !identifies) {
    return none(lost ? `another column already gives ${lost.field}` : 'numbers of unknown meaning')
  }
  if (sample.dates) return none('dates of unknown meaning')
  return {
    index,
    header,
    field: `tag.${slug}`,
    confidence: identifies ? ID_TAG_CONFIDENCE : TAG_CONFIDENCE,
    reason: lost ? `another column already gives ${lost.field}: kept as a tag` : 'text kept as a tag',
  }
}

/** Proposes what the columns of an unknown table mean, each field at most once, with the reason. */
export function guessMapping(
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
): readonly ColumnGuess[] {
  const columns = headers.map((header, index) => ({
    index,
    header,
    name: nameOf(header),
    sample: sampleColumn(sampleRows, index),
  }))
  const guesses = new Map<number, ColumnGuess>()
  const taken = new Set<string>()
  const open = new Map(columns.map((column) => [column, ideasFor(column)]))
  for (const [{ index, header, name }] of open) {
    if (!RATIO.test(name)) continue
    guesses.set(index, { index, header, field: null, confidence: 0, reason: 'a ratio: recomputed from sums' })
  }
  const named = [...open.values()]
    .flat()
    .some(({ field, confidence }) => /^creative/.test(field) && confidence >= SURE)
  const claims = [...open]
    .flatMap(([column, ideas]) => ideas.map((idea) => ({ column, idea })))
    .toSorted((a, b) => b.idea.confidence - a.idea.confidence || a.column.index - b.column.index)
  for (const { column, idea } of claims) {
    if (guesses.has(column.index) || taken.has(idea.field)) continue
    if (named && idea.field === 'creative' && idea.confidence < SURE) continue
    taken.add(idea.field)
    guesses.set(column.index, { index: column.index, header: column.header, ...idea })
  }
  return columns.map((column) => guesses.get(column.index) ?? fallback(column, open.get(column)?.[0]))
}
