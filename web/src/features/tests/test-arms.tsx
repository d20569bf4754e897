import { useMemo } from 'react'
import type { TestArm, TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import {
  formatCount,
  formatPerMille,
  formatProbability,
  formatRate,
  formatRatio,
  formatShare,
} from '../../format/number.ts'
import { capitalise, nameEvents, nameRate } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'

/** The arms with what they showed and earned, and each against the control. */
export function TestArms({ answer }: { answer: TestShowAnswer }) {
  const { event, test } = answer.state
  const columns = useMemo<Column<TestArm>[]>(() => {
    const number = (
      name: keyof TestArm & string,
      label: string,
      read: (row: TestArm) => number | null,
      format: (value: number) => string,
    ): Column<TestArm> => ({
      name,
      label,
      numeric: true,
      value: read,
      cell: (row) => <Measure value={read(row)} format={format} reason={row.notComputed[name]} />,
    })
    return [
      {
        name: 'arm',
        label: 'Arm',
        value: (row) => row.arm,
        cell: (row) => (row.control ? `${row.arm} (control)` : row.arm),
      },
      number('impressions', 'Impressions', (row) => row.impressions, formatCount),
      number('conversions', capitalise(nameEvents(event)), (row) => row.conversions, formatCount),
      number('perMille', nameRate(event), (row) => row.perMille, formatPerMille),
      {
        name: 'interval',
        label: 'Interval (95%)',
        numeric: true,
        value: (row) => row.interval && `${row.interval.low * 1000} – ${row.interval.high * 1000}`,
        cell: (row) =>
          row.interval === null ? (
            <Measure value={null} format={formatRate} reason={row.notComputed.interval} />
          ) : (
            `${formatRate(row.interval.low)} – ${formatRate(row.interval.high)}`
          ),
      },
      number('ratio', 'Ratio to control', (row) => row.ratio, formatRatio),
      {
        name: 'sequence',
        label: 'Holds at every look',
        numeric: true,
        value: (row) => row.sequence && `${row.sequence.low} – ${row.sequence.high ?? 'open'}`,
        cell: (row) =>
          row.sequence === null ? (
            <Measure value={null} format={formatRatio} reason={row.notComputed.sequence} />
          ) : (
            `${formatRatio(row.sequence.low)} – ${row.sequence.high === null ? 'open' : formatRatio(row.sequence.high)}`
          ),
      },
      number('probabilityBest', 'P(best)', (row) => row.probabilityBest, formatProbability),
      number('expectedLoss', 'Loss if chosen now', (row) => row.expectedLoss, formatShare),
      number('advisedShare', 'Advised share', (row) => row.advisedShare, formatShare),
    ]
  }, [event])
  return (
    <RecordTable
      title="Arms"
      file={`test-${test}`}
      columns={columns}
      rows={answer.arms}
      keyOf={({ arm }) => arm}
    />
  )
}
