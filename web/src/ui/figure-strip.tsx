import type { ReactNode } from 'react'
import classes from './figure-strip.module.css'

export interface StripFigure {
  label: string
  value: ReactNode
  /** Its interval, or what it was before. */
  below?: ReactNode
}

/** The few numbers that say how it stands, in one line. */
export function FigureStrip({ label, figures }: { label: string; figures: readonly StripFigure[] }) {
  return (
    <dl className={classes.strip} aria-label={label}>
      {figures.map((figure) => (
        <div key={figure.label} className={classes.figure}>
          <dt>{figure.label}</dt>
          <dd className={classes.value}>{figure.value}</dd>
          {figure.below !== undefined && <dd className={classes.below}>{figure.below}</dd>}
        </div>
      ))}
    </dl>
  )
}
