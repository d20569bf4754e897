import * as Plot from '@observablehq/plot'
import { useEffect, useRef } from 'react'
import type { TrendPoint } from './pool-trend.ts'
import classes from './trend-plot.module.css'

export interface TrendPlotProps {
  points: readonly TrendPoint[]
  benchmark: number | null
  /** What the vertical axis counts, e.g. `IPM`. */
  unit: string
  label: string
}

/** A rate over time against the benchmark, labelled directly. */
export default function TrendPlot({ points, benchmark, unit, label }: TrendPlotProps) {
  const holder = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const rows = points.map((point) => ({
      day: new Date(`${point.from}T00:00:00Z`),
      perMille: point.rate === null ? Number.NaN : point.rate * 1000,
    }))
    const last = rows.at(-1)
    const plot = Plot.plot({
      width: holder.current?.clientWidth ?? 460,
      height: 180,
      marginLeft: 36,
      marginRight: 12,
      marginTop: 20,
      marginBottom: 28,
      ariaLabel: label,
      style: { background: 'none', color: 'var(--ink-faint)', fontFamily: 'inherit', fontSize: '11px' },
      x: { type: 'utc', label: null, ticks: 5, tickSize: 0 },
      y: { label: unit, zero: true, nice: true, ticks: 4, tickSize: 0, grid: false, labelArrow: 'none' },
      marks: [
        Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 4 }),
        ...(benchmark === null || last === undefined
          ? []
          : [
              Plot.ruleY([benchmark * 1000], { stroke: 'var(--mark)', strokeDasharray: '3 3' }),
              Plot.text([{ day: last.day, perMille: benchmark * 1000 }], {
                x: 'day',
                y: 'perMille',
                text: () => 'benchmark',
                textAnchor: 'end',
                dy: -7,
                fill: 'var(--ink-soft)',
                stroke: 'var(--surface)',
                strokeWidth: 4,
              }),
            ]),
        Plot.lineY(rows, { x: 'day', y: 'perMille', stroke: 'var(--accent)', strokeWidth: 1.5 }),
        Plot.dot(rows, { x: 'day', y: 'perMille', r: 2, fill: 'var(--accent)' }),
      ],
    })
    holder.current?.append(plot)
    return () => plot.remove()
  }, [points, benchmark, unit, label])

  return <div ref={holder} className={classes.plot} />
}
