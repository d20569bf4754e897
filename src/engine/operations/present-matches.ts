import type { MatchesAnswer, MatchRow } from '#schema/answer/matches-answer.ts'
import { formatNumber, formatShare, type Presentation } from './presentation.ts'

function ruleWords({ rules }: MatchRow): string {
  const [only, ...others] = rules
  if (only === undefined) return ''
  if (others.length === 0) return `by ${only.rule}`
  return rules.map(({ rule, conversions }) => `${formatNumber(conversions)} by ${rule}`).join(', ')
}

function largest({ largestUnmatched, notComputed }: MatchRow): string {
  const names = largestUnmatched.map(
    ({ name, conversions }) => `${name ?? 'no name'} (${formatNumber(conversions)})`,
  )
  const more = names.length > 2 ? ` … ${formatNumber(names.length - 2)} more` : ''
  return names.length === 0 ? (notComputed.share ?? '') : `${names.slice(0, 2).join(', ')}${more}`
}

/** A row of the table, and the levels it is about: those of which nothing can be said are one. */
interface Line extends MatchRow {
  readonly levels: string
}

function linesOf(rows: readonly MatchRow[]): readonly Line[] {
  const words = ({ level }: MatchRow) => level.replace('_', ' ')
  const kind = (row: MatchRow) => row.notComputed.share?.replace(words(row), '') ?? row.level
  const same = (row: MatchRow) => JSON.stringify([row.network, row.app, row.basis, kind(row)])
  return [...Map.groupBy(rows, same).values()].flatMap((own) => {
    const [row] = own
    if (row === undefined) return []
    const levels = own.map(words).join(', ')
    const widen = (text: string) => text.replace(words(row), levels)
    const { share } = row.notComputed
    return {
      ...row,
      levels,
      advice: row.advice === null || share === undefined ? row.advice : widen(row.advice),
      notComputed: share === undefined ? {} : { share: widen(share) },
    }
  })
}

/** The matched shares as a table, and what to do about those that are too low. */
export function presentMatches({ rows, apps, threshold, question, notes }: MatchesAnswer): Presentation {
  const hasApps = rows.some(({ app }) => app !== null)
  const lines = linesOf(rows)
  const low = lines.filter(({ share, advice }) => advice !== null && (share === null || share < threshold))
  return [
    {
      kind: 'table',
      columns: [
        { label: 'network', align: 'left' },
        ...(hasApps ? [{ label: 'app', align: 'left' as const }] : []),
        { label: 'level', align: 'left' },
        { label: `${question.event} (basis)`, align: 'right' },
        { label: 'matched', align: 'right' },
        { label: 'unmatched', align: 'right' },
        { label: 'share', align: 'right' },
        { label: 'rule', align: 'left' },
        { label: 'largest unmatched', align: 'left' },
      ],
      rows: lines.map((row) => [
        row.networkLabel,
        ...(hasApps ? [row.app ?? '—'] : []),
        row.levels,
        `${formatNumber(row.conversions)} (${row.basis})`,
        formatNumber(row.matched),
        formatNumber(row.unmatched),
        formatShare(row.share),
        ruleWords(row),
        largest(row),
      ]),
    },
    ...low.map(({ networkLabel, app, advice, levels }) => ({
      kind: 'text' as const,
      text: `→ ${networkLabel}${app === null ? '' : `, ${app}`}, ${levels}: ${advice}`,
    })),
    {
      kind: 'text',
      text: `From ${formatShare(threshold)} on, conversions answer by that level · ${question.from ?? 'no dates'} … ${question.to ?? ''} (${question.timezone})`,
    },
    ...apps
      .filter(({ names }) => names.length > 1)
      .map(({ app, names }) => ({ kind: 'text' as const, text: `${app} is one app: ${names.join(', ')}` })),
    { kind: 'notes', notes },
  ]
}
