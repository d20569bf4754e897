import * as Plot from '@observablehq/plot'
import { useEffect, useRef } from 'react'
import { dayMarks } from './day-marks.ts'
import classes from './day-plot.module.css'
import type { DayEvent, DaySeries } from './day-series.ts'
import { useWidth } from './use-width.ts'

export interface DayPlotProps {
  series: readonly DaySeries[]
  /** Levels to be held against, e.g. the benchmark. */
  rules?: readonly { value: number; label: string }[]
  /** What happened on which day. */
  events?: readonly DayEvent[]
  /** What the vertical axis counts, e.g. `IPM`. */
  unit: string
  label: string
  height?: number
  /** Whether the axis starts at 0. */
  zero?: boolean
}

const NO_EVENTS: readonly DayEvent[] = []

/** Values over days, labelled directly; what may still change is dashed. */
export default function DayPlot({
  series,
  rules = [],
  events = NO_EVENTS,
  unit,
  label,
  height = 200,
  zero = true,
}: DayPlotProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)

  useEffect(() => {
    if (width === null) return
    const plot = Plot.plot({
      width,
      height,
      marginLeft: 40,
      marginRight: series.length > 1 ? 24 : 12,
      marginTop: 24,
      marginBottom: 28,
      ariaLabel: label,
      style: { background: 'none', color: 'var(--ink-faint)', fontFamily: 'inherit', fontSize: '11px' },
      x: { type: 'utc', label: null, ticks: width < 480 ? 4 : 7, tickSize: 0 },
      y: { label: unit, zero, nice: true, ticks: 4, tickSize: 0, grid: false, labelArrow: 'none' },
      marks: dayMarks(series, rules, events),
    })
    plot.setAttribute('role', 'img')
    // A picture is told by its label alone; names of its groups are not allowed beside it.
    for (const part of plot.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
    holder.current?.append(plot)
    return () => plot.remove()
  }, [series, rules, events, unit, label, height, zero, width])

  return <div ref={holder} className={classes.plot} style={{ minHeight: height }} />
}
