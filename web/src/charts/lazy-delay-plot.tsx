import { lazy, Suspense } from 'react'
import type { DelayPlotProps } from './delay-plot.tsx'

const DelayPlot = lazy(() => import('./delay-plot.tsx'))

/** The plot, fetched when one is first drawn. */
export function LazyDelayPlot(props: DelayPlotProps) {
  const { height = 220 } = props
  return (
    <Suspense fallback={<div style={{ height }} role="status" aria-label="Drawing" />}>
      <DelayPlot {...props} />
    </Suspense>
  )
}
