import { lazy, Suspense } from 'react'
import type { CurvePlotProps } from './curve-plot.tsx'

const CurvePlot = lazy(() => import('./curve-plot.tsx'))

/** The plot, fetched when one is first drawn. */
export function LazyCurvePlot(props: CurvePlotProps) {
  const { height = 240 } = props
  return (
    <Suspense fallback={<div style={{ height }} role="status" aria-label="Drawing" />}>
      <CurvePlot {...props} />
    </Suspense>
  )
}
