import type { ImportedFile } from '#schema/answer/import-report.ts'
import { formatCount } from '../../format/number.ts'
import { labelMeasure } from '../../format/words.ts'
import { Notice } from '../../ui/notice.tsx'
import { formatTotal } from './totals.tsx'

export interface ReplacementProps {
  replaces: NonNullable<ImportedFile['replaces']>
  totals: ImportedFile['totals']
  currency: string | null
  done: boolean
}

/** What is stored now and gives way to this file. */
export function Replacement({ replaces, totals, currency, done }: ReplacementProps) {
  if (replaces.rows === 0) return null
  const changes = Object.entries(replaces.totals).map(
    ([field, before]) =>
      `${labelMeasure(field).toLowerCase()} ${formatTotal(field, before, currency)} → ${formatTotal(field, totals[field] ?? 0, currency)}`,
  )
  const loads = replaces.loads.length === 1 ? '1 earlier load' : `${replaces.loads.length} earlier loads`
  return (
    <Notice severity="info">
      {done ? 'Replaced' : 'Replaces'} {formatCount(replaces.rows)} {replaces.rows === 1 ? 'row' : 'rows'} of{' '}
      {loads} for the same days
      {changes.length > 0 && `: ${changes.join(', ')}`}.
    </Notice>
  )
}
