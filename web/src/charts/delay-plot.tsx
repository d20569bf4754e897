import * as Plot from '@observablehq/plot'
import { useEffect, useRef } from 'react'
import classes from './day-plot.module.css'
import { useWidth } from './use-width.ts'

/** Share of installs that came so long after the click. */
export interface DelayShare {
  step: string
  own: number
  others: number
}

export interface DelayPlotProps {
  shares: readonly DelayShare[]
  label: string
  height?: number
}

const TICKS_WIDE = 1
const TICKS_NARROW = 4

/** Shares of installs by time since the click: bars of a site, a line of the others. */
export default function DelayPlot({ shares, label, height = 220 }: DelayPlotProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)

  useEffect(() => {
    if (width === null) return
    const every = width < 480 ? TICKS_NARROW : width < 900 ? 2 : TICKS_WIDE
    const steps = shares.map(({ step }) => step)
    const plot = Plot.plot({
      width,
      height,
      marginLeft: 40,
      marginRight: 12,
      marginTop: 24,
      marginBottom: 28,
      ariaLabel: label,
      style: { background: 'none', color: 'var(--ink-faint)', fontFamily: 'inherit', fontSize: '11px' },
      x: {
        type: 'band',
        domain: steps,
        ticks: steps.filter((_, place) => place % every === 0),
        label: null,
        tickSize: 0,
        padding: 0.15,
      },
      y: { label: 'share of installs', percent: true, nice: true, ticks: 4, tickSize: 0, labelArrow: 'none' },
      marks: [
        Plot.barY(shares, { x: 'step', y: 'own', fill: 'var(--sunset)', fillOpacity: 0.55 }),
        Plot.lineY(shares, { x: 'step', y: 'others', stroke: 'var(--ink-soft)', strokeWidth: 1.5 }),
        Plot.dot(shares, { x: 'step', y: 'others', fill: 'var(--ink-soft)', r: 2 }),
        Plot.ruleY([0], { stroke: 'var(--line-strong)' }),
      ],
    })
    plot.setAttribute('role', 'img')
    for (const part of plot.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label')
    holder.current?.append(plot)
    return () => plot.remove()
  }, [shares, label, height, width])

  return <div ref={holder} className={classes.plot} style={{ minHeight: height }} />
}
