import type { FactorAnswer, FactorCombination } from '#schema/answer/factor-answer.ts'
import { type Block, formatNumber, formatProbability } from './presentation.ts'

const SHOWN_LEVELS = 40
const SHOWN_COMBINATIONS = 5

type Ratio = Pick<FactorCombination, 'ratio' | 'interval'>

const RATIO_COLUMNS = [
  { label: 'Ratio', align: 'right' },
  { label: '95 % interval', align: 'right' },
  { label: 'P(best)', align: 'right' },
] as const

function ratioCells({ ratio, interval }: Ratio): string[] {
  return [ratio.toFixed(2), `${interval.low.toFixed(2)} – ${interval.high.toFixed(2)}`]
}

function effects(answer: FactorAnswer): Block {
  return {
    kind: 'table',
    columns: [
      { label: 'Factor', align: 'left' },
      { label: 'Level', align: 'left' },
      { label: 'Arms', align: 'right' },
      { label: 'Conversions', align: 'right' },
      ...RATIO_COLUMNS,
    ],
    rows: (answer.effects ?? [])
      .slice(0, SHOWN_LEVELS)
      .map((effect) => [
        effect.factor,
        effect.level,
        formatNumber(effect.arms),
        formatNumber(effect.conversions),
        ...ratioCells(effect),
        formatProbability(effect.probabilityBest),
      ]),
  }
}

/** Pairs of levels whose interval leaves out 1, or why a pair of factors says nothing. */
function interactionTexts({ interactions }: FactorAnswer): Block[] {
  return (interactions ?? []).map(({ factors, pairs, notComputed }) => {
    const name = factors.join(' × ')
    if (pairs === null) return { kind: 'text', text: `${name}: not computed (${notComputed.pairs ?? ''})` }
    const clear = pairs.filter(({ tried, interval }) => tried && (interval.low > 1 || interval.high < 1))
    const listed = clear.map((pair) => `${pair.levels.join(' + ')} ${ratioCells(pair).join(' (')})`)
    return {
      kind: 'text',
      text: `${name}: ${clear.length === 0 ? 'no pair does clearly more or less than its parts' : listed.join(', ')}`,
    }
  })
}

function combinations(title: string, list: readonly FactorCombination[]): Block[] {
  if (list.length === 0) return []
  return [
    {
      kind: 'table',
      columns: [{ label: title, align: 'left' }, ...RATIO_COLUMNS],
      rows: list
        .slice(0, SHOWN_COMBINATIONS)
        .map((one) => [
          `${one.levels.join(' + ')}${one.tried ? '' : ' (untried)'}`,
          ...ratioCells(one),
          formatProbability(one.probabilityBest),
        ]),
    },
  ]
}

/** What the parts of arms do, as text. */
export function presentFactors(answer: FactorAnswer): Block[] {
  if (answer.effects === null)
    return [{ kind: 'text', text: `Factors: not computed (${answer.notComputed.effects ?? ''})` }]
  return [
    { kind: 'text', text: `Factors: ${answer.factors.join(', ')}` },
    effects(answer),
    ...interactionTexts(answer),
    ...combinations('Combination', answer.combinations ?? []),
    ...combinations('Untried combination', answer.untried ?? []),
    { kind: 'notes', notes: answer.notes },
  ]
}
