import { lazy, Suspense } from 'react'
import type { WaterfallPlotProps } from './waterfall-plot.tsx'

const WaterfallPlot = lazy(() => import('./waterfall-plot.tsx'))

/** The plot, fetched when one is first drawn. */
export function LazyWaterfallPlot(props: WaterfallPlotProps) {
  return (
    <Suspense
      fallback={<div style={{ height: 34 * props.steps.length }} role="status" aria-label="Drawing" />}
    >
      <WaterfallPlot {...props} />
    </Suspense>
  )
}
