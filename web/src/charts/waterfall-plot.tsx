import * as Plot from '@observablehq/plot'
import { useEffect, useMemo, useRef } from 'react'
import classes from './day-plot.module.css'
import { useWidth } from './use-width.ts'
import { type WaterfallBar, type WaterfallStep, waterfallBars } from './waterfall-steps.ts'

export interface WaterfallPlotProps {
  steps: readonly WaterfallStep[]
  format: (value: number) => string
  label: string
  /** Whether a rise is good news. */
  higherIsBetter?: boolean
}

const ROW = 34

function colourOf({ kind }: WaterfallBar, higherIsBetter: boolean): string {
  if (kind === 'whole') return 'var(--mark)'
  return (kind === 'up') === higherIsBetter ? 'var(--scale)' : 'var(--sunset)'
}

/** From one whole to another by what is added in between, one row each, so that names fit on a telephone. */
export default function WaterfallPlot({ steps, format, label, higherIsBetter = true }: WaterfallPlotProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)
  const bars = useMemo(() => waterfallBars(steps), [steps])
  const height = bars.length * ROW + 8

  useEffect(() => {
    if (width === null) return
    const text = (bar: WaterfallBar) =>
      bar.kind === 'whole' ? format(bar.value) : `${bar.value < 0 ? '−' : '+'}${format(Math.abs(bar.value))}`
    const edge = (bar: WaterfallBar) => Math.max(bar.from, bar.to, bar.high ?? Number.NEGATIVE_INFINITY)
    const plot = Plot.plot({
      width,
      height,
      // A place measured before it is laid out may be narrower than the names.
      marginLeft: Math.min(width * 0.45, 148),
      marginRight: Math.min(width * 0.25, 64),
      marginTop: 0,
      marginBottom: 8,
      ariaLabel: label,
      style: { background: 'none', color: 'var(--ink-soft)', fontFamily: 'inherit', fontSize: '12px' },
      x: { axis: null, zero: true, nice: true },
      y: { domain: bars.map((bar) => bar.label), label: null, tickSize: 0, padding: 0.35 },
      marks: [
        Plot.barX(bars, {
          x1: 'from',
          x2: 'to',
          y: 'label',
          fill: (bar: WaterfallBar) => colourOf(bar, higherIsBetter),
        }),
        Plot.ruleY(
          bars.filter(({ low }) => low !== null),
          { x1: 'low', x2: 'high', y: 'label', stroke: 'var(--ink)', strokeWidth: 1.25 },
        ),
        Plot.text(bars, { x: edge, y: 'label', text, textAnchor: 'start', dx: 6, fill: 'var(--ink)' }),
      ],
    })
    plot.setAttribute('role', 'img')
    // A picture is told by its label alone; names of its groups are not allowed beside it.
    for (const part of plot.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
    holder.current?.append(plot)
    return () => plot.remove()
  }, [bars, format, label, height, higherIsBetter, width])

  return <div ref={holder} className={classes.plot} style={{ minHeight: height }} />
}
