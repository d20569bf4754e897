import type { TestArm, TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import {
  type Block,
  formatNumber,
  formatPerMille,
  formatProbability,
  formatShare,
  type Presentation,
} from './presentation.ts'
import { statusWords, verdictWords } from './test-words.ts'

const DESIGNS = {
  equal: 'equal delivery',
  platform: 'platform split',
  observational: 'observational: nothing can win',
} as const

const MARKS = { passed: '✓', warning: '!', failed: '✗', not_checked: '–' } as const

const perMille = (rate: number | null) => formatPerMille(rate === null ? null : rate * 1000)

function evidence(eValue: number | null): string {
  if (eValue === null) return '—'
  return eValue >= 1e6 ? '>1 000 000' : formatNumber(eValue, eValue < 10 ? 2 : 0)
}

function armRow(arm: TestArm): readonly string[] {
  const { interval, sequence } = arm
  return [
    arm.control ? `${arm.arm} (control)` : arm.arm,
    formatNumber(arm.impressions),
    formatNumber(arm.conversions, Number.isInteger(arm.conversions) ? 0 : 1),
    formatPerMille(arm.perMille),
    interval === null ? '—' : `${perMille(interval.low)} – ${perMille(interval.high)}`,
    formatNumber(arm.ratio, 3),
    sequence === null
      ? '—'
      : `${formatNumber(sequence.low, 3)} – ${sequence.high === null ? '∞' : formatNumber(sequence.high, 3)}`,
    evidence(arm.eValue),
    formatProbability(arm.probabilityBest),
    arm.expectedLoss === null ? '—' : `${formatNumber(arm.expectedLoss * 100, 2)} %`,
    formatShare(arm.designedShare),
    formatShare(arm.advisedShare),
  ]
}

function armTable(arms: readonly TestArm[], event: string): Block {
  return {
    kind: 'table',
    columns: [
      { label: 'Arm', align: 'left' },
      { label: 'Impressions', align: 'right' },
      { label: event, align: 'right' },
      { label: 'Per mille', align: 'right' },
      { label: '95 % interval', align: 'right' },
      { label: '÷ control', align: 'right' },
      { label: 'at every look', align: 'right' },
      { label: 'e-value', align: 'right' },
      { label: 'P(best)', align: 'right' },
      { label: 'Loss', align: 'right' },
      { label: 'Split', align: 'right' },
      { label: 'Advised', align: 'right' },
    ],
    rows: arms.map(armRow),
  }
}

function lookLines(arms: readonly TestArm[]): string[] {
  return arms.flatMap(({ arm, declaredHorizon }) =>
    declaredHorizon === null
      ? []
      : [
          `At the declared look of ${declaredHorizon.look} ${arm} ${declaredHorizon.rejected ? 'differs from the control' : 'does not differ yet'} (boundary ${formatNumber(declaredHorizon.boundary, 2)}).`,
        ],
  )
}

/** One read test as text: the verdict first, then arms, checks and notes. */
export function presentTest(answer: TestShowAnswer): Presentation {
  const { state, plan, arms, checks, notes } = answer
  const days = state.countedTo === null ? `from ${state.start}` : `${state.start} … ${state.countedTo}`
  const planned = `${DESIGNS[state.design]}; planned for a lift of ${formatNumber(plan.lift * 100, 1)} %, error rate ${plan.alpha}, within day × ${plan.strata.join(' × ')}`
  return [
    {
      kind: 'text',
      text: [
        `${state.name}: ${verdictWords(state)} · ${statusWords(state)} · ${days}, ${state.days} ${state.days === 1 ? 'day' : 'days'} counted`,
        ...(state.question === null ? [] : [state.question]),
        ...state.reasons.map(({ message }) => message),
        `→ ${state.nextStep}`,
      ].join('\n'),
    },
    ...(arms.length === 0 ? [] : [armTable(arms, state.event)]),
    {
      kind: 'text',
      text: [
        planned,
        ...lookLines(arms),
        ...checks.map((check) => `${MARKS[check.state]} ${check.message}`),
      ].join('\n'),
    },
    { kind: 'notes', notes },
  ]
}
