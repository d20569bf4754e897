import type { RankRow } from '#schema/answer/rank-answer.ts'
import { Missing } from '../../ui/missing.tsx'
import { explainMissing } from './explain-missing.ts'

export interface FigureProps {
  row: RankRow
  field: string
  value: number | null
  format: (value: number) => string
  tabIndex?: number
}

/** A number, or a dash that says why there is none. */
export function Figure({ row, field, value, format, tabIndex = 0 }: FigureProps) {
  if (value === null) return <Missing reason={explainMissing(row, field)} tabIndex={tabIndex} />
  return <>{format(value)}</>
}
