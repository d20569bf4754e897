import { useQuery } from '@tanstack/react-query'
import type { BelievedFigure, ValueAnswer } from '#schema/answer/value-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatFineShare } from '../../format/number.ts'
import { FigureStrip, type StripFigure } from '../../ui/figure-strip.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatRows, type Scope } from '../scope/scope.ts'

/** What the installs of a creative were worth, and who came back, where somebody tells. */
export function CreativeValue({ view, creative }: { view: Scope; creative: string }) {
  const { data: answer, isError } = useQuery(
    askQuery<ValueAnswer>('value', { by: ['creative'], ...formatRows(view) }),
  )
  // A project without revenue or retention has no such page; the operation says so as a refusal.
  if (isError || !answer) return null
  const row = answer.rows.find(({ key }) => key === creative)
  if (!row) return null
  const { currency } = answer
  const money = (value: number) => formatMoney(value, currency)
  const believed = (label: string, field: string, figure: BelievedFigure | null): StripFigure => ({
    label,
    value: <Measure value={figure?.believed} format={money} reason={row.notComputed[field]} />,
    ...(figure ? { below: `${money(figure.low)} – ${money(figure.high)} (95%)` } : {}),
  })
  return (
    <section aria-label="Value">
      <div className={section.head}>
        <h2>What its installs are worth by day {formatCount(answer.question.day)}</h2>
        <WhereFrom
          origin={originOf(answer, [['Counted', `revenue to day ${answer.question.day} after the install`]])}
          of="value"
        />
      </div>
      <FigureStrip
        label="Value"
        figures={[
          believed('Value per install', 'valuePerInstall', row.valuePerInstall),
          believed('Value per thousand impressions', 'valuePerMille', row.valuePerMille),
          {
            label: 'Installs old enough',
            value: (
              <Measure
                value={row.cohortInstalls}
                format={formatCount}
                reason={row.notComputed.cohortInstalls}
              />
            ),
          },
          ...row.retention.map(({ day, rate, low, high }) => ({
            label: `Back on day ${day}`,
            value: (
              <Measure
                value={rate}
                format={formatFineShare}
                reason={row.notComputed[`retention.d${day}`] ?? 'No source tells who came back.'}
              />
            ),
            ...(low === null || high === null
              ? {}
              : { below: `${formatFineShare(low)} – ${formatFineShare(high)} (95%)` }),
          })),
        ]}
      />
    </section>
  )
}
