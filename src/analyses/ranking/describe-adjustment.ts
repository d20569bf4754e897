import type { Adjustment } from '#schema/answer/rank-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { RankResult } from '#stats/index.ts'
import type { StrataEvidence } from '../evidence/gather-strata.ts'

const NAMED_STRATA = 5
const NAMED_PAIRS = 3

function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10
  return `${rounded < 0.1 ? '< 0.1' : rounded} %`
}

/** How the rates of a ranking were put on a common mix. */
export function describeAdjustment(
  { strata, components, simpson }: RankResult,
  { dimensions, mixDays }: Pick<StrataEvidence, 'dimensions' | 'mixDays'>,
): Adjustment {
  return {
    dimensions: [...dimensions],
    mixDays: mixDays === null ? null : { ...mixDays },
    strata: strata
      .map(({ stratum, mixShare, multiplier, component }) => ({
        stratum,
        share: mixShare,
        multiplier,
        group: component + 1,
      }))
      .toSorted((a, b) => a.group - b.group || b.share - a.share || a.stratum.localeCompare(b.stratum)),
    groups: components.length,
    misleading: simpson.map((warning) => ({ ...warning })),
  }
}

/** What a reader has to know of the mix: what it is, and whom plain rates would mislead about. */
export function adjustmentNotes(
  result: RankResult,
  { dimensions, mixDays }: Pick<StrataEvidence, 'dimensions' | 'mixDays'>,
  nameOf: (key: string) => string,
): Note[] {
  const { strata, groups, misleading } = describeAdjustment(result, { dimensions, mixDays })
  const own = strata.filter(({ group }) => group === 1)
  const notes: Note[] = []
  if (own.length > 1) {
    const named = own.slice(0, NAMED_STRATA).map(({ stratum, share }) => `${stratum} ${percent(share)}`)
    const more = own.length > named.length ? `, and ${writeCount(own.length - named.length)} more` : ''
    const days = mixDays === null ? 'of the rows ranked' : `of ${mixDays.from} to ${mixDays.to}`
    const whose = groups > 1 ? ' of the largest group' : ''
    notes.push({
      code: 'mix_adjusted',
      severity: 'info',
      message: `Compared on one mix of places (${dimensions.join(' × ')}), that${whose} ${days}: ${named.join(', ')}${more}.`,
    })
  }
  if (misleading.length > 0) {
    const pairs = misleading
      .slice(0, NAMED_PAIRS)
      .map(
        ({ higherPooled, higherAdjusted }) =>
          `${nameOf(higherAdjusted)} is likely better than ${nameOf(higherPooled)}`,
      )
    notes.push({
      code: 'mix_misleads',
      severity: 'warning',
      message: `Plain rates say the opposite because of where they ran: ${pairs.join('; ')}${misleading.length > pairs.length ? `; and ${writeCount(misleading.length - pairs.length)} more pairs` : ''}.`,
    })
  }
  return notes
}
