import { Missing } from '../../ui/missing.tsx'

export interface MeasureProps {
  value: number | null | undefined
  format: (value: number) => string
  /** Why there is none, where there is none. */
  reason?: string | undefined
}

/** A number, or a dash that says why there is none. */
export function Measure({ value, format, reason }: MeasureProps) {
  if (value === null || value === undefined)
    return <Missing reason={reason ?? 'The sources do not report this.'} />
  return <>{format(value)}</>
}
