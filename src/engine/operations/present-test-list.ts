import type { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import { formatNumber, type Presentation } from './presentation.ts'
import { statusWords, verdictWords } from './test-words.ts'

/** The declared tests as text, a row each, with what to do next below. */
export function presentTestList({ tests, notes }: TestListAnswer): Presentation {
  if (tests.length === 0) return [{ kind: 'notes', notes }]
  return [
    {
      kind: 'table',
      columns: [
        { label: 'Test', align: 'left' },
        { label: 'Status', align: 'left' },
        { label: 'Verdict', align: 'left' },
        { label: 'Start', align: 'left' },
        { label: 'Counted to', align: 'left' },
        { label: 'Days', align: 'right' },
        { label: 'More days', align: 'right' },
      ],
      rows: tests.map((test) => [
        test.test,
        statusWords(test),
        verdictWords(test),
        test.start,
        test.countedTo ?? '—',
        formatNumber(test.days),
        formatNumber(test.moreDays),
      ]),
    },
    {
      kind: 'notes',
      notes: [
        ...tests.map(({ test, reasons, nextStep, verdict }) => ({
          severity: verdict === 'invalid' ? ('warning' as const) : ('info' as const),
          message: `${test}: ${[...reasons.map(({ message }) => message), nextStep].join(' ')}`,
        })),
        ...notes,
      ],
    },
  ]
}
