import { useQuery } from '@tanstack/react-query'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatPerMille, formatRate, formatShare } from '../../format/number.ts'
import { capitalise, nameEvents, nameRate } from '../../format/words.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { numberAt, whyMissing } from '../answer/cells.ts'
import { eventMetrics, nameCost } from '../answer/event-metrics.ts'
import { Measure } from '../answer/measure.tsx'
import { Figure } from '../row-details/figure.tsx'
import type { SearchParams } from '../scope/search-params.ts'

export interface CreativeFiguresProps {
  row: RankRow
  event: string
  /** The rows of the creative, as query parameters. */
  rows: SearchParams
  currency: string | null
}

/** The totals of a creative: impression, click, conversion, and what they cost. */
export function CreativeFigures({ row, event, rows, currency }: CreativeFiguresProps) {
  const { cost, perClick, viewShare } = eventMetrics(event)
  const { data } = useQuery(
    askQuery<QueryAnswer>('query', { metrics: [`ctr,${perClick},${viewShare},${cost}`], ...rows }),
  )
  const asked = (metric: string, format: (value: number) => string) =>
    data ? (
      <Measure value={numberAt(data.totals, metric)} format={format} reason={whyMissing(data, metric)} />
    ) : (
      '…'
    )
  const interval = row.interval
  const afterView = data ? numberAt(data.totals, viewShare) : null
  return (
    <FigureStrip
      label="Totals"
      figures={[
        {
          label: nameRate(event),
          value: <Figure row={row} field="perMille" value={row.perMille} format={formatPerMille} />,
          below: interval
            ? `${formatRate(interval.low)} – ${formatRate(interval.high)} (95%)`
            : 'no interval',
        },
        {
          label: 'Impressions',
          value: <Figure row={row} field="impressions" value={row.impressions} format={formatCount} />,
        },
        {
          label: capitalise(nameEvents(event)),
          value: <Figure row={row} field="conversions" value={row.conversions} format={formatCount} />,
          ...(afterView === null ? {} : { below: `${formatShare(afterView)} after a view, without a click` }),
        },
        {
          label: 'Spend',
          value: (
            <Figure
              row={row}
              field="spend"
              value={row.spend}
              format={(value) => formatMoney(value, row.currency)}
            />
          ),
        },
        { label: nameCost(event), value: asked(cost, (value) => formatMoney(value, currency)) },
        { label: 'CTR', value: asked('ctr', formatShare), below: 'clicks ÷ impressions' },
        { label: 'CVR', value: asked(perClick, formatShare), below: `${nameEvents(event)} ÷ clicks` },
      ]}
    />
  )
}
