import { lazy, Suspense } from 'react'
import type { DayPlotProps } from './day-plot.tsx'

const DayPlot = lazy(() => import('./day-plot.tsx'))

/** The plot, fetched when one is first drawn. */
export function LazyDayPlot(props: DayPlotProps) {
  const { height = 200 } = props
  return (
    <Suspense fallback={<div style={{ height }} role="status" aria-label="Drawing" />}>
      <DayPlot {...props} />
    </Suspense>
  )
}
