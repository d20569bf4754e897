import type { Estimate, RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { formatChange, formatCount, formatGain, formatRate, formatShare } from '../../format/number.ts'
import { labelEvent, nameEvents, namePlural } from '../../format/words.ts'
import { Facts } from '../../ui/facts.tsx'
import { benchmarkOf } from '../rank-table/compared.ts'
import { describeNeed } from '../target/describe-target.ts'
import { Figure } from './figure.tsx'
import classes from './row-drawer.module.css'

/** How a row stands against the others of its group, and what that would be worth. */
export function AgainstOthers({ row, answer }: { row: RankRow; answer: RankAnswer }) {
  const { event, by } = answer.question
  const { groups } = answer.adjustment
  const peers = answer.rows.filter(({ group }) => group === row.group).length
  const cost = event === 'install' ? 'CPI' : `cost per ${labelEvent(event).toLowerCase()}`
  const group = `${formatCount(row.group ?? 0)} of ${formatCount(groups)}, ${formatCount(peers)} ${namePlural(by, peers)}`
  return (
    <section>
      <h2>{row.target === null ? 'Against the others' : 'Against the target'}</h2>
      <Facts
        facts={[
          ...(row.target === null ? [] : [['Target', describeNeed(row.target, row.currency)] as const]),
          [
            'Benchmark',
            <Figure
              key="b"
              row={row}
              field="benchmark"
              value={benchmarkOf(row, answer)}
              format={formatRate}
            />,
          ],
          ...(groups > 1
            ? [['Group', row.group === null ? <Figure key="g" {...none(row, 'group')} /> : group] as const]
            : []),
          ['Overlap', <Figure key="o" row={row} field="overlap" value={row.overlap} format={formatShare} />],
          [
            `${labelEvent(nameEvents(event))} gained`,
            <EstimateText
              key="g"
              row={row}
              field="conversionsGained"
              estimate={row.conversionsGained}
              format={formatGain}
            />,
          ],
          [
            `Change of ${cost}`,
            <EstimateText
              key="c"
              row={row}
              field="costChange"
              estimate={row.costChange}
              format={formatChange}
            />,
          ],
        ]}
      />
      <p className={`${classes.quiet} ${classes.below}`}>
        Overlap is how far it ran where the others of its group did. The last two assume that an impression
        costs the same everywhere: what its impressions earned beyond what the benchmark would have earned
        with them, and what that does to the {cost}.
      </p>
    </section>
  )
}

function none(row: RankRow, field: string) {
  return { row, field, value: null, format: formatCount }
}

interface EstimateTextProps {
  row: RankRow
  field: string
  estimate: Estimate | null
  format: (value: number) => string
}

function EstimateText({ row, field, estimate, format }: EstimateTextProps) {
  if (estimate === null) return <Figure {...none(row, field)} />
  return (
    <>
      {format(estimate.estimate)}{' '}
      <span className={classes.quiet}>
        ({format(estimate.low)} to {format(estimate.high)})
      </span>
    </>
  )
}
