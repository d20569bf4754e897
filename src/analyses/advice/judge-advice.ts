import type { DecisionRow, DoneAction, Suggestion } from '#schema/answer/decisions-answer.ts'
import type { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import type { Estimate, RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import type { Day } from '#schema/day.ts'
import { believedRatio, probabilityRight, remaining, saysAbove } from './advised-rate.ts'

const SURE = 0.8
/** Share of a rate below which a loss does not matter. */
const MATTERS = 0.1
/** How much a share of the money has to move before it counts as moved. */
const MOVED = 1.2

/** The ranking of the days after a suggestion, or `null` while none of them is mature. */
export interface Later {
  readonly from: Day
  readonly to: Day
  readonly ranked: RankAnswer
  /** The days of a suggestion of fatigue and those after, where there is a week of these. */
  readonly watched: FatigueAnswer | null
}

type Judged = Pick<DecisionRow, 'done' | 'followed' | 'after' | 'later' | 'right' | 'outcome' | 'why'>
type Entered = { readonly what: DoneAction; readonly note: string } | null

function shareOf(row: RankRow | undefined, { rows }: RankAnswer): number | null {
  const money = rows.reduce((sum, { spend }) => sum + (spend ?? 0), 0)
  if (!(money > 0)) return null
  return row === undefined ? 0 : row.spend === null ? null : row.spend / money
}

function readDone(before: number | null, now: number | null): { what: DoneAction; factor: number } | null {
  if (before === null || now === null || !(before > 0)) return null
  const factor = now / before
  if (now === 0) return { what: 'stopped', factor }
  return { what: factor >= MOVED ? 'raised' : factor <= 1 / MOVED ? 'cut' : 'kept', factor }
}

function doneOf(entered: Entered, read: ReturnType<typeof readDone>): DecisionRow['done'] {
  if (entered !== null) return { ...entered, entered: true, shareFactor: read?.factor ?? null }
  return read === null ? null : { what: read.what, entered: false, shareFactor: read.factor, note: '' }
}

/** The later rate over what a suggestion was decided against: for fatigue its newest week over its baseline. */
function ratioOf(
  { advice, key }: Suggestion,
  row: RankRow | undefined,
  watched: Later['watched'],
): Estimate | null {
  if (advice !== 'fatigue') return row === undefined ? null : believedRatio(row)
  const series = watched?.series.find((own) => own.key === key)
  return series === undefined ? null : remaining(series.sinceBaseline)
}

/** The ratio over what was claimed to be its limit: what is worn is lower by an amount that matters. */
function asClaimed({ advice }: Suggestion, ratio: Estimate): Estimate {
  const limit = advice === 'fatigue' ? 1 - MATTERS : 1
  return { estimate: ratio.estimate / limit, low: ratio.low / limit, high: ratio.high / limit }
}

/** What became of one suggestion: what was done, and whether the days after it alone say the same. */
export function judgeAdvice(suggestion: Suggestion, entered: Entered, later: Later | null): Judged {
  const { action, key, evidence } = suggestion
  if (later === null) {
    const done = doneOf(entered, null)
    const none = { after: null, later: null, right: null }
    return {
      ...{ done, followed: followedOf(suggestion, done), ...none },
      outcome: 'waiting',
      why: 'no day after it is mature yet',
    }
  }
  const { from, to, ranked, watched } = later
  const row = ranked.rows.find((own) => own.key === key)
  const done = doneOf(entered, readDone(evidence.share, shareOf(row, ranked)))
  const shared = { done, followed: followedOf(suggestion, done), after: { from, to } }
  const ratio = ratioOf(suggestion, row, watched)
  const isOfRate = action !== 'cut' && evidence.claimed !== null
  const right = ratio === null || !isOfRate ? null : probabilityRight(action, asClaimed(suggestion, ratio))
  if (row === undefined || !((row.impressions ?? 0) > 0))
    return { ...shared, later: null, right: null, outcome: 'unwatched', why: 'it was not shown after it' }
  if (right === null) {
    const why =
      action === 'cut'
        ? 'a cut says nothing about the rate'
        : isOfRate
          ? 'too little is known of it after'
          : 'it was about cost: of the rate nothing was claimed'
    return { ...shared, later: ratio, right, outcome: 'unwatched', why }
  }
  const side = saysAbove(action) ? 'above' : 'below'
  const percent =
    right > 0.99 ? 'more than 99 %' : right < 0.01 ? 'less than 1 %' : `${Math.round(100 * right)} %`
  if (right >= SURE)
    return { ...shared, later: ratio, right, outcome: 'held', why: `${percent} likely still ${side}` }
  if (right <= 1 - SURE)
    return { ...shared, later: ratio, right, outcome: 'failed', why: `${percent} likely still ${side}` }
  return { ...shared, later: ratio, right, outcome: 'open', why: `${percent} likely still ${side}` }
}

function followedOf({ action }: Suggestion, done: DecisionRow['done']): boolean | null {
  if (done === null) return null
  if (saysAbove(action)) return done.what === 'raised'
  return action === 'cut' ? done.what === 'cut' : done.what === 'stopped' || done.what === 'cut'
}
