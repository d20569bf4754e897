import type { Estimate } from '#schema/answer/rank-answer.ts'
import { Missing } from '../../ui/missing.tsx'
import classes from './estimate-text.module.css'

export interface EstimateTextProps {
  value: Estimate | null
  format: (value: number) => string
  /** Why there is none. */
  reason?: string | undefined
}

/** A figure to expect, with its interval underneath. */
export function EstimateText({ value, format, reason }: EstimateTextProps) {
  if (value === null) return <Missing reason={reason ?? 'nothing is known of it'} />
  return (
    <>
      {format(value.estimate)}
      <span className={classes.range}>
        {format(value.low)} – {format(value.high)}
      </span>
    </>
  )
}
