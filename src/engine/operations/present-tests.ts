import type { CheckedTest, TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import { presentFactors } from './present-factors.ts'
import {
  type Block,
  formatNumber,
  formatPerMille,
  formatProbability,
  type Presentation,
} from './presentation.ts'

const SHOWN_TESTS = 20

const VERDICTS: Readonly<Record<CheckedTest['verdict'], string>> = {
  invalid: 'invalid',
  winner: 'winner',
  ahead: 'ahead',
  no_meaningful_difference: 'no meaningful difference',
  keep_running: 'keep running',
}

function perMille(rate: number | null): string {
  return formatPerMille(rate === null ? null : rate * 1000)
}

function heading({ test, verdict, winner, ahead, sampleRatio }: CheckedTest): string {
  const split =
    sampleRatio.p === null
      ? `not checked (${sampleRatio.notComputed.p ?? ''})`
      : `p = ${sampleRatio.p.toPrecision(2)}${sampleRatio.flagged ? ', flagged' : ''}`
  const arm = winner ?? ahead
  return `${test}: ${VERDICTS[verdict]}${arm === null ? '' : ` ${arm}`} · split ${split}`
}

function presentTest(test: CheckedTest): Block[] {
  return [
    { kind: 'text', text: heading(test) },
    {
      kind: 'table',
      columns: [
        { label: 'Arm', align: 'left' },
        { label: 'Impressions', align: 'right' },
        { label: 'Conversions', align: 'right' },
        { label: 'Per mille', align: 'right' },
        { label: '95 % interval', align: 'right' },
        { label: 'Shrunk', align: 'right' },
        { label: 'P(best)', align: 'right' },
      ],
      rows: test.arms.map((arm) => [
        arm.arm,
        formatNumber(arm.impressions),
        formatNumber(arm.conversions, arm.conversions === null || Number.isInteger(arm.conversions) ? 0 : 1),
        perMille(arm.rate),
        arm.interval === null ? '—' : `${perMille(arm.interval.low)} – ${perMille(arm.interval.high)}`,
        perMille(arm.shrunk),
        formatProbability(arm.probabilityBest),
      ]),
    },
    {
      kind: 'notes',
      notes: [
        ...test.reasons.map(({ message }) => ({
          severity: test.verdict === 'invalid' ? ('warning' as const) : ('info' as const),
          message,
        })),
        ...test.notes,
      ],
    },
  ]
}

function summary(tests: readonly CheckedTest[]): Block[] {
  const verdicts = Object.entries(VERDICTS).map(([code, label]) => [
    label,
    formatNumber(tests.filter(({ verdict }) => verdict === code).length),
  ])
  return [
    {
      kind: 'table',
      columns: [
        { label: 'Verdict', align: 'left' },
        { label: 'Tests', align: 'right' },
      ],
      rows: verdicts,
    },
    {
      kind: 'text',
      text: `The first ${SHOWN_TESTS} of ${formatNumber(tests.length)} tests were shown; --json prints all of them.`,
    },
  ]
}

/** The tests of a table of arms as text: each by itself, thousands of them as counts of verdicts. */
export function presentTests({ tests, factors, notes }: TestCheckAnswer): Presentation {
  return [
    ...tests.slice(0, SHOWN_TESTS).flatMap(presentTest),
    ...(tests.length > SHOWN_TESTS ? summary(tests) : []),
    ...(factors === undefined ? [] : presentFactors(factors)),
    { kind: 'notes', notes },
  ]
}
