import { writeCount } from '../write-count.ts'
import type { FittedPart } from './fit-parts.ts'
import type { Noise } from './noise.ts'
import type { CellTable } from './table.ts'
import type { RankInput, RankNote } from './types.ts'

/** What a reader of the ranking has to know besides its numbers. */
export function rankNotes(
  input: RankInput,
  noise: Noise,
  components: number,
  refused: number,
  parts: readonly FittedPart[],
  { strata, exposure, conversions }: CellTable,
): RankNote[] {
  const list: RankNote[] = []
  const add = (code: string, sentence: string) => list.push({ code, sentence })
  if (noise.rate.source === 'default') {
    add(
      'assumed_dispersion',
      'over-dispersion is assumed to be 1.5: daily counts are missing, or too few to estimate it',
    )
  } else {
    add('approximate', 'intervals are approximate: the over-dispersion is estimated from daily counts')
  }
  if (conversions.some((c) => !Number.isInteger(c))) {
    add(
      'fractional_conversions',
      'some conversions are fractions (modelled); they count as they are, and intervals are approximate',
    )
  }
  if (input.repeatable && conversions.some((c, k) => c > (exposure[k] ?? 0))) {
    add(
      'repeatable_conversions',
      'some convert more often than they are shown, as this event may; intervals are Poisson',
    )
  }
  if (components > 1) {
    add(
      'components',
      `there are ${writeCount(components)} groups that share no strata; they are not ranked against each other`,
    )
  }
  if (refused > 0)
    add('refused', `${writeCount(refused)} left out of the ranking because their counts cannot be used`)
  if (parts.some((part) => part.strata !== null && !part.strata.converged)) {
    add('did_not_converge', 'the differences between strata did not settle; adjusted rates are rough')
  }
  const used = parts.reduce((sum, { part }) => sum + part.strata.length, 0)
  if (used < strata.length) {
    add(
      'silent_strata',
      `strata without any conversion, left out of the adjustment: ${writeCount(strata.length - used)}`,
    )
  }
  const unseen = unseenShare(input, strata)
  if (unseen > 0) {
    add(
      'unseen_strata',
      `none of them was shown in ${Math.round(unseen * 1000) / 10} % of the mix asked for; rates are on the rest of it`,
    )
  }
  const { target, targets = {} } = input
  if (target === undefined && input.creatives.some(({ id }) => !Object.hasOwn(targets, id)))
    add('equal_cpm', 'changes of cost per conversion assume equal cost per impression')
  return list
}

function unseenShare(input: RankInput, strata: readonly string[]): number {
  if (input.mix === undefined) return 0
  const seen = new Set(strata)
  let missing = 0
  let total = 0
  for (const [stratum, share] of Object.entries(input.mix)) {
    if (!(share > 0 && share < Infinity)) continue
    total += share
    if (!seen.has(stratum)) missing += share
  }
  return total > 0 ? missing / total : 0
}
