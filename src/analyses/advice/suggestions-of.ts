import type { BudgetAnswer } from '#schema/answer/budget-answer.ts'
import type { AdvisedAction, Suggestion } from '#schema/answer/decisions-answer.ts'
import type { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { believedRatio, probabilityRight, remaining } from './advised-rate.ts'

const moneyOf = (rows: readonly RankRow[]) => rows.reduce((sum, { spend }) => sum + (spend ?? 0), 0)

function evidenceOf(row: RankRow, action: AdvisedAction, money: number, factor: number | null) {
  const believed = believedRatio(row)
  const { adjusted, rate, benchmark, spend, impressions, conversions } = row
  const measured = adjusted ?? rate
  // A cut of something undecided says nothing about its rate, nor a raise for its cost alone.
  const isOfRate = action !== 'cut' && (action !== 'raise' || row.decision === 'scale')
  return {
    ...{ impressions, conversions, spend },
    share: spend === null || !(money > 0) ? null : spend / money,
    measured: measured === null || benchmark === null || !(benchmark > 0) ? null : measured / benchmark,
    believed,
    claimed: believed === null || !isOfRate ? null : probabilityRight(action, believed),
    factor,
  }
}

/** What a ranking, and a budget plan of the same question where one was asked, suggest to do. */
export function suggestionsOf(
  ranked: RankAnswer,
  planned: BudgetAnswer | null,
  where: readonly string[],
): readonly Suggestion[] {
  const { from, to, by, event } = ranked.question
  if (from === null || to === null) return []
  const money = moneyOf(ranked.rows)
  const shared = { by, event, where: [...where], from, to }
  const suggest = (row: RankRow, action: AdvisedAction, factor: number | null): Suggestion => ({
    advice: planned === null ? 'rank' : 'budget',
    ...shared,
    key: row.key,
    name: row.name,
    action,
    evidence: evidenceOf(row, action, money, factor),
  })
  if (planned === null)
    return ranked.rows.flatMap((row) =>
      row.decision === 'scale' || row.decision === 'sunset'
        ? [suggest(row, row.decision, row.budgetFactor)]
        : [],
    )
  const byKey = new Map(ranked.rows.map((row) => [row.key, row]))
  return planned.rows.flatMap(({ key, action, factor }) => {
    const row = byKey.get(key)
    return row === undefined || action === 'keep' || action === 'set' ? [] : [suggest(row, action, factor)]
  })
}

/** What a reading of fatigue suggests: to replace what wears out and is still shown. */
export function replacementsOf(
  { question, series, refresh }: FatigueAnswer,
  ranked: RankAnswer,
  where: readonly string[],
): readonly Suggestion[] {
  const { from = null, to = null, by = '', event = '' } = question ?? {}
  if (from === null || to === null) return []
  const money = moneyOf(ranked.rows)
  const spent = new Map(ranked.rows.map(({ key, spend }) => [key, spend]))
  const worn = new Set(refresh.map(({ key }) => key))
  return series
    .filter(({ key }) => worn.has(key))
    .map(({ key, creative, decline, probability, impressions, conversions }) => {
      const spend = spent.get(key) ?? null
      return {
        ...{ advice: 'fatigue' as const, by, event, where: [...where], from, to, key, name: creative },
        action: 'replace',
        evidence: {
          ...{ impressions, conversions, spend, factor: null, claimed: probability },
          share: spend === null || !(money > 0) ? null : spend / money,
          measured: decline.estimate === null ? null : 1 - decline.estimate,
          believed: remaining(decline),
        },
      }
    })
}
