import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { CompareAnswer, ComparedObject } from '#schema/answer/compare-answer.ts'
import { formatCount, formatPerMille, formatProbability, formatRate } from '../../format/number.ts'
import { capitalise, labelDimension, nameEvents, nameRate } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Letter } from '../objects/letter.tsx'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { Targeted } from '../target/targeted.tsx'

/** The compared objects, each as measured and on the mix common to all. */
export function ComparedObjects({ answer }: { answer: CompareAnswer }) {
  const scope = useScopeParams()
  const { by, event } = answer.question
  const rate = nameRate(event)
  const columns = useMemo<Column<ComparedObject>[]>(() => {
    const number = (
      name: string,
      label: string,
      read: (row: ComparedObject) => number | null,
      format: (value: number) => string,
    ): Column<ComparedObject> => ({
      name,
      label,
      numeric: true,
      value: read,
      cell: (row) => <Measure value={read(row)} format={format} reason={row.notComputed[name]} />,
    })
    const range = (
      name: string,
      label: string,
      read: (row: ComparedObject) => ComparedObject['interval'],
    ) => ({
      name,
      label,
      numeric: true,
      value: (row: ComparedObject) => {
        const interval = read(row)
        return interval && `${interval.low * 1000} – ${interval.high * 1000}`
      },
      cell: (row: ComparedObject) => {
        const interval = read(row)
        if (interval === null)
          return <Measure value={null} format={formatRate} reason={row.notComputed[name]} />
        return `${formatRate(interval.low)} – ${formatRate(interval.high)}`
      },
    })
    const place = (row: ComparedObject) => answer.objects.findIndex(({ key }) => key === row.key)
    return [
      {
        name: 'name',
        label: labelDimension(by),
        value: (row) => row.name,
        cell: (row) => (
          <div className={section.name}>
            <Letter place={place(row)} />{' '}
            {by === 'creative' ? (
              <Link to="/creative" search={{ ...scope, key: [row.key] }}>
                {row.name}
              </Link>
            ) : (
              row.name
            )}
          </div>
        ),
      },
      number('impressions', 'Impressions', (row) => row.impressions, formatCount),
      number('conversions', capitalise(nameEvents(event)), (row) => row.conversions, formatCount),
      {
        name: 'perMille',
        label: rate,
        numeric: true,
        value: (row) => row.perMille,
        cell: (row) => (
          <Targeted target={row.target} reached={row.targetReached} currency={null}>
            <Measure value={row.perMille} format={formatPerMille} reason={row.notComputed.perMille} />
          </Targeted>
        ),
      },
      range('interval', 'Interval (95%)', (row) => row.interval),
      number('adjusted', 'Same mix', (row) => row.adjusted, formatRate),
      range('adjustedInterval', 'Interval, same mix', (row) => row.adjustedInterval),
      number('probabilityBest', 'P(best)', (row) => row.probabilityBest, formatProbability),
    ]
  }, [answer, by, event, rate, scope])
  return (
    <RecordTable
      title="Each by itself"
      file={`compare-${by}`}
      columns={columns}
      rows={answer.objects}
      keyOf={({ key }) => key}
    />
  )
}
