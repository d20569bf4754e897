import { lazy, Suspense, useMemo } from 'react'
import type { RankAnswer, RankRow, RateInterval } from '#schema/answer/rank-answer.ts'
import { poolTrend } from '../../charts/pool-trend.ts'
import { readerLocale } from '../../format/locale.ts'
import { formatMoney } from '../../format/money.ts'
import {
  formatCount,
  formatPerMille,
  formatProbability,
  formatRate,
  formatWith,
} from '../../format/number.ts'
import {
  capitalise,
  type NetworkLabels,
  nameBasis,
  nameEvents,
  nameNetworks,
  nameRate,
} from '../../format/words.ts'
import { Drawer } from '../../ui/drawer.tsx'
import { Facts } from '../../ui/facts.tsx'
import { DecisionBadge } from '../decision/decision-badge.tsx'
import { Reasons } from '../decision/reasons.tsx'
import { Figure } from './figure.tsx'
import classes from './row-drawer.module.css'
import { TrendTable } from './trend-table.tsx'

const TrendPlot = lazy(() => import('../../charts/trend-plot.tsx'))

export interface RowDrawerProps {
  row: RankRow | undefined
  answer: RankAnswer
  networks: NetworkLabels
  onClose: () => void
}

/** Everything known about one ranked object. */
export function RowDrawer({ row, answer, networks, onClose }: RowDrawerProps) {
  return (
    <Drawer opened={row !== undefined} onClose={onClose} title={row?.name ?? ''}>
      {row && <RowDetails row={row} answer={answer} networks={networks} />}
    </Drawer>
  )
}

interface RowDetailsProps {
  row: RankRow
  answer: RankAnswer
  networks: NetworkLabels
}

function RowDetails({ row, answer, networks }: RowDetailsProps) {
  const points = useMemo(() => poolTrend(row.trend, 45), [row.trend])
  const { event } = answer.question
  const rate = nameRate(event)
  const shown = points.filter((point) => point.rate !== null).length

  return (
    <div className={classes.details}>
      {row.networks.length > 0 && <p className={classes.networks}>{nameNetworks(row.networks, networks)}</p>}
      <section className={classes.decision}>
        <DecisionBadge decision={row.decision} />
        <Reasons row={row} />
      </section>

      <section>
        <h2>{rate} over time</h2>
        {shown < 2 ? (
          <p className={classes.quiet}>
            {row.notComputed.trend ?? 'A trend needs at least two days with impressions.'}
          </p>
        ) : (
          <>
            <Suspense fallback={<div style={{ height: 180 }} role="status" aria-label="Drawing" />}>
              <TrendPlot
                points={points}
                benchmark={answer.benchmark}
                unit={rate}
                label={`${rate} of ${row.name} over time`}
              />
            </Suspense>
            <TrendTable points={points} name={row.name} event={event} />
          </>
        )}
      </section>

      <section>
        <h2>Numbers</h2>
        <Facts
          facts={[
            [
              rate,
              <Figure key="r" row={row} field="perMille" value={row.perMille} format={formatPerMille} />,
            ],
            ['Interval', <IntervalText key="i" row={row} field="interval" interval={row.interval} />],
            [
              'Exact interval',
              <IntervalText key="e" row={row} field="exactInterval" interval={row.exactInterval} />,
            ],
            ['Shrunk', <Figure key="s" row={row} field="shrunk" value={row.shrunk} format={formatRate} />],
            [
              'Shrunk interval',
              <IntervalText key="si" row={row} field="shrunkInterval" interval={row.shrunkInterval} />,
            ],
            [
              'P(best)',
              <Figure
                key="p"
                row={row}
                field="probabilityBest"
                value={row.probabilityBest}
                format={formatProbability}
              />,
            ],
            [
              'Expected loss',
              <Figure key="l" row={row} field="expectedLoss" value={row.expectedLoss} format={formatRate} />,
            ],
            [
              'Dispersion',
              <Figure key="d" row={row} field="dispersion" value={row.dispersion} format={formatShort} />,
            ],
            [
              'Impressions',
              <Figure key="im" row={row} field="impressions" value={row.impressions} format={formatCount} />,
            ],
            ['Clicks', <Figure key="c" row={row} field="clicks" value={row.clicks} format={formatCount} />],
            [
              capitalise(nameEvents(event)),
              <Figure key="co" row={row} field="conversions" value={row.conversions} format={formatCount} />,
            ],
            [
              'Spend',
              <Figure
                key="sp"
                row={row}
                field="spend"
                value={row.spend}
                format={(value) => formatMoney(value, row.currency)}
              />,
            ],
            ['Basis', row.basis === null ? 'unknown' : nameBasis(row.basis)],
          ]}
        />
      </section>
    </div>
  )
}

function formatShort(value: number): string {
  return formatWith(value, { maximumFractionDigits: 2 }, readerLocale())
}

function IntervalText({
  row,
  field,
  interval,
}: {
  row: RankRow
  field: string
  interval: RateInterval | null
}) {
  if (interval === null) return <Figure row={row} field={field} value={null} format={formatShort} />
  return (
    <>
      {formatRate(interval.low)} – {formatRate(interval.high)}{' '}
      <span className={classes.quiet}>({formatProbability(interval.level)})</span>
    </>
  )
}
