import * as Plot from '@observablehq/plot'
import { useEffect, useRef } from 'react'
import classes from './day-plot.module.css'
import { useWidth } from './use-width.ts'

/** What a cohort had done by a day after its install. */
export interface CurvePoint {
  name: string
  day: number
  value: number
}

export interface CurvePlotProps {
  points: readonly CurvePoint[]
  /** Names in the order of their colours. */
  names: readonly string[]
  label: string
  unit: string
  percent?: boolean
  height?: number
}

const COLOURS = [1, 2, 3, 4, 5].map((number) => `var(--series-${number})`)

/** Lines over the days since the install, one for each name. */
export default function CurvePlot({
  points,
  names,
  label,
  unit,
  percent = false,
  height = 240,
}: CurvePlotProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)

  useEffect(() => {
    if (width === null) return
    const days = [...new Set(points.map(({ day }) => day))].toSorted((a, b) => a - b)
    const color = { domain: [...names], range: COLOURS }
    const plot = Plot.plot({
      width,
      height,
      marginLeft: 48,
      marginRight: 16,
      marginTop: 24,
      marginBottom: 28,
      ariaLabel: label,
      style: { background: 'none', color: 'var(--ink-faint)', fontFamily: 'inherit', fontSize: '11px' },
      x: { ticks: days, tickFormat: (day: number) => `D${day}`, label: null, tickSize: 0, type: 'sqrt' },
      y: { label: unit, percent, nice: true, zero: true, ticks: 4, tickSize: 0, labelArrow: 'none' },
      color,
      marks: [
        Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
        Plot.lineY(points, { x: 'day', y: 'value', z: 'name', stroke: 'name', strokeWidth: 1.5 }),
        Plot.dot(points, { x: 'day', y: 'value', fill: 'name', r: 2.5 }),
      ],
    })
    plot.setAttribute('role', 'img')
    for (const part of plot.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
    holder.current?.append(plot)
    return () => plot.remove()
  }, [points, names, label, unit, percent, height, width])

  return <div ref={holder} className={classes.plot} style={{ minHeight: height }} />
}
