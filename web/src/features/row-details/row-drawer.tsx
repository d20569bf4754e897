import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import type { DaySeries } from '../../charts/day-series.ts'
import { LazyDayPlot } from '../../charts/lazy-day-plot.tsx'
import { poolTrend } from '../../charts/pool-trend.ts'
import { readerLocale } from '../../format/locale.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatProbability, formatRate, formatWith } from '../../format/number.ts'
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
import { EventList } from '../journal/event-list.tsx'
import { useDayEvents } from '../journal/use-day-events.ts'
import { benchmarkOf } from '../rank-table/compared.ts'
import { firstParam } from '../scope/scope.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { AgainstOthers } from './against-others.tsx'
import { Figure } from './figure.tsx'
import { IntervalText } from './interval-text.tsx'
import { Rates } from './rates.tsx'
import classes from './row-drawer.module.css'
import { TrendTable } from './trend-table.tsx'

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
  const scope = useScopeParams()
  const rate = nameRate(event)
  // The days are as measured, which a benchmark on the mix cannot be held against.
  const isOnMix = row.adjusted !== null
  const benchmark = isOnMix ? null : benchmarkOf(row, answer)
  const series = useMemo<DaySeries[]>(
    () => [
      {
        mark: '',
        points: points.map(({ from, rate: one }) => ({ day: from, value: one === null ? null : one * 1000 })),
      },
    ],
    [points],
  )
  const rules = useMemo(
    () => (benchmark === null ? [] : [{ value: benchmark * 1000, label: 'benchmark' }]),
    [benchmark],
  )
  const { by } = answer.question
  const level = by === 'campaign' ? 'campaign' : 'creative'
  const events = useDayEvents(series[0]?.points ?? [], {
    level,
    names: by === level ? [row.name] : [],
    sample: firstParam(scope, 'sample') ?? null,
  })
  const shown = points.filter((point) => point.rate !== null).length

  return (
    <div className={classes.details}>
      {row.networks.length > 0 && <p className={classes.networks}>{nameNetworks(row.networks, networks)}</p>}
      {answer.question.by === 'creative' && (
        <p className={classes.links}>
          <Link to="/creative" search={{ ...scope, key: [row.key] }}>
            Open its page
          </Link>
          <Link to="/compare" search={{ ...scope, objects: [row.key] }}>
            Compare with others
          </Link>
        </p>
      )}
      <section className={classes.decision}>
        <DecisionBadge decision={row.decision} />
        <Reasons row={row} />
      </section>

      <Rates row={row} answer={answer} />
      <AgainstOthers row={row} answer={answer} />

      <section>
        <h2>{rate} over time</h2>
        {shown < 2 ? (
          <p className={classes.quiet}>
            {row.notComputed.trend ?? 'A trend needs at least two days with impressions.'}
          </p>
        ) : (
          <>
            <LazyDayPlot
              series={series}
              events={events}
              rules={rules}
              unit={rate}
              label={`${rate} of ${row.name} over time`}
              height={180}
            />
            {isOnMix && <p className={classes.quiet}>Days are as measured, not on the mix.</p>}
            <EventList events={events} />
            <TrendTable points={points} name={row.name} event={event} />
          </>
        )}
      </section>

      <section>
        <h2>Other numbers</h2>
        <Facts
          facts={[
            [
              'Exact interval',
              <IntervalText key="e" row={row} field="exactInterval" interval={row.exactInterval} />,
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
