import type { Connector } from '#connectors/kit/connector-declaration.ts'
import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { CONNECTORS } from '../index.ts'
import { type LayoutMatch, matchLayout } from './match-layout.ts'
import { aliasKey, normaliseHeader } from './normalise-header.ts'

/** A layout a header row could be, how much speaks for it, and what its columns would mean. */
export interface LayoutCandidate {
  readonly connector: Connector
  readonly layout: ExportLayout
  readonly match: LayoutMatch
  readonly score: number
}

/** What a header row is: one layout by a clear margin, several that fit alike, or none. */
export type Recognition =
  | { readonly kind: 'recognised'; readonly best: LayoutCandidate; readonly margin: number }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly LayoutCandidate[] }
  | { readonly kind: 'unknown' }

/** Lead over the second-best layout below which the answer is a question. */
export const MARGIN = 0.15
const LOWEST_COVERAGE = 0.5
const WEIGHT_OF_DISTINCTIVE = 0.3
const MOST_DISTINCTIVE = 4

function allowsCells(layout: ExportLayout, headers: readonly string[], rows: readonly (readonly string[])[]) {
  const rule = layout.signature.cells
  if (rule === undefined) return true
  const key = aliasKey(rule.header)
  const index = headers.findIndex((header) => normaliseHeader(header).key === key)
  const cells = rows.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '')
  const matches = (cell: string) => rule.matches.test(cell)
  return rule.need === 'every' ? cells.every(matches) : cells.some(matches)
}

function scoreLayout(layout: ExportLayout, match: LayoutMatch, keys: ReadonlySet<string>): number {
  const { required, distinctive, forbidden = [] } = layout.signature
  const has = (header: string) => keys.has(aliasKey(header))
  if (match.missing.length > 0 || required.length === 0 || forbidden.some(has)) return 0
  const hits = new Set(distinctive.filter(has).map(aliasKey)).size
  if (hits === 0) return 0
  const known = match.columns.length + match.ignored.length
  const coverage = known / (known + match.unknown.length)
  return coverage < LOWEST_COVERAGE ? 0 : coverage + WEIGHT_OF_DISTINCTIVE * Math.min(hits, MOST_DISTINCTIVE)
}

/** Every layout the header row satisfies, best first; `rows` tell reports with one header row apart. */
export function rankLayouts(
  headers: readonly string[],
  rows: readonly (readonly string[])[] = [],
  connectors: readonly Connector[] = CONNECTORS,
): readonly LayoutCandidate[] {
  const keys = new Set(headers.map((header) => normaliseHeader(header).key))
  const candidates: LayoutCandidate[] = []
  for (const connector of connectors) {
    for (const layout of connector.layouts) {
      const match = matchLayout(layout, headers)
      const score = scoreLayout(layout, match, keys)
      if (score > 0 && allowsCells(layout, headers, rows)) {
        candidates.push({ connector, layout, match, score })
      }
    }
  }
  return candidates.toSorted((a, b) => b.score - a.score)
}

/** Names the layout of a header row when one fits clearly better than every other. */
export function recognise(
  headers: readonly string[],
  rows: readonly (readonly string[])[] = [],
): Recognition {
  const candidates = rankLayouts(headers, rows)
  const [best, second] = candidates
  if (best === undefined) return { kind: 'unknown' }
  const margin = best.score - (second?.score ?? 0)
  if (margin >= MARGIN) return { kind: 'recognised', best, margin }
  return {
    kind: 'ambiguous',
    candidates: candidates.filter(({ score }) => best.score - score < MARGIN),
  }
}
