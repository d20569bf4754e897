import { addDays, countDays, type Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'

/** Two ranges of days, the second as many days before the first as `shift` says. */
export interface ComparisonRange {
  readonly from: Day
  readonly to: Day
  readonly shift: number
}

const CUSTOM = /^(\d{4}-\d{2}-\d{2})\s*(?:\.\.|…|to)\s*(\d{4}-\d{2}-\d{2})$/

/**
 * The days a range is compared with: `previous` (as many days just before), `weekdays` (the nearest earlier
 * days that fall on the same weekdays), or `FROM..TO`.
 */
export function comparisonRange(asked: string, range: { from: Day | null; to: Day | null }): ComparisonRange {
  const { from, to } = range
  if (from === null || to === null) {
    throw new PermilleError('usage', 'a comparison needs days, and there are none')
  }
  const length = countDays(from, to)
  const custom = CUSTOM.exec(asked)
  if (custom?.[1] !== undefined && custom[2] !== undefined) {
    if (custom[1] > custom[2])
      throw new PermilleError('usage', `the comparison ends before it starts: ${asked}`)
    return { from: custom[1], to: custom[2], shift: countDays(custom[1], from) - 1 }
  }
  if (asked !== 'previous' && asked !== 'weekdays') {
    throw new PermilleError('usage', `cannot compare with ${asked}`, {
      remedy: 'compare with previous, weekdays, or YYYY-MM-DD..YYYY-MM-DD',
    })
  }
  const shift = asked === 'previous' ? length : Math.ceil(length / 7) * 7
  return { from: addDays(from, -shift), to: addDays(to, -shift), shift }
}
