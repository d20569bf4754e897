import { useMemo } from 'react'
import { LazyCurvePlot } from '../../charts/lazy-curve-plot.tsx'
import { formatCount } from '../../format/number.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { type CurveRow, type Curves, pointsOf } from './cohort-curves.ts'
import classes from './curve-section.module.css'

interface CurveSectionProps {
  title: string
  file: string
  /** What the rows are called. */
  label: string
  unit: string
  curves: Curves
  format: (value: number) => string
  percent?: boolean
  /** Why there are no curves. */
  reason: string
}

/** Curves over the days since the install: the largest drawn, all as numbers. */
export function CurveSection({
  title,
  file,
  label,
  unit,
  curves,
  format,
  percent = false,
  reason,
}: CurveSectionProps) {
  const { names, points } = useMemo(() => pointsOf(curves), [curves])
  if (curves.rows.length === 0)
    return (
      <section aria-label={title}>
        <h2>{title}</h2>
        <p className={section.quiet}>Not computed: {reason}.</p>
      </section>
    )
  const columns: Column<CurveRow>[] = [
    { name: 'name', label, value: (row) => row.name },
    {
      name: 'installs',
      label: 'Installs',
      numeric: true,
      value: (row) => row.installs,
      cell: (row) => <Measure value={row.installs} format={formatCount} />,
    },
    ...curves.days.map(
      (day, place): Column<CurveRow> => ({
        name: `d${day}`,
        label: `D${day}`,
        numeric: true,
        value: (row) => row.values[place] ?? null,
        cell: (row) => (
          <Measure
            value={row.values[place]}
            format={format}
            reason={`No installs here were followed for ${day} days, or nobody tells.`}
          />
        ),
      }),
    ),
  ]
  return (
    <div>
      <RecordTable
        title={title}
        file={file}
        columns={columns}
        rows={curves.rows}
        keyOf={({ key }) => key}
        first={10}
      />
      {points.length > 0 && (
        <>
          <p className={classes.legend}>
            {names.map((name, place) => (
              <span key={name}>
                <i style={{ background: `var(--series-${place + 1})` }} aria-hidden />
                {name}
              </span>
            ))}
          </p>
          <LazyCurvePlot points={points} names={names} label={title} unit={unit} percent={percent} />
        </>
      )}
    </div>
  )
}
