import { type Filter, type MetricContext, readFilters } from '#metrics/index.ts'
import type { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { countDays } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { firstShares, type ProjectTest } from '#schema/project-test.ts'
import type { ObjectEvidence } from '../evidence/gather-evidence.ts'
import { type AccountHistory, gatherHistory, historyDispersion } from './account-history.ts'
import { gatherCells } from './gather-cells.ts'
import { type FoundArm, keepsCounts } from './gather-test.ts'
import { assumedCpm, assumedIpm, assumedPace, type GivenNumbers } from './plan-assumptions.ts'
import { liftFoundIn, type PricedPlan, priceArms } from './price-arms.ts'

export type PlannedTest = Pick<
  TestPlanAnswer,
  'assumptions' | 'fixedHorizon' | 'declaredHorizon' | 'peekSafe' | 'atEnd' | 'notComputed' | 'notes'
> & { readonly strata: readonly string[] }

export interface PlanRequest {
  readonly test: ProjectTest
  readonly event: string
  /** The control first; arms that were not delivered yet have no keys. */
  readonly arms: readonly FoundArm[]
  readonly given: GivenNumbers
  /** Strata somebody asked for. */
  readonly strata: readonly string[] | null
}

const ASSUMED_DISPERSION = 1.5
/** Tried in this order, until one keeps the counts. */
const STRATA = [['os', 'country'], ['os'], ['country']] as const

async function finestStrata(
  question: { by: string; event: string; where: Filter[] },
  history: AccountHistory | null,
  keys: readonly string[],
  context: MetricContext,
): Promise<readonly string[]> {
  if (history === null) return []
  const known = keys.filter((key) => history.largest.some(({ id }) => id === key))
  const { from, to, largest } = history
  const asked = known.length > 0 ? known : largest.slice(0, 5).map(({ id }) => id)
  if (asked.length === 0) return []
  const range = { ...question, from, to, keys: asked }
  const coarse = await gatherCells({ ...range, strata: [] }, context)
  for (const strata of STRATA) {
    if (strata.some((name) => name === question.by)) continue
    if (keepsCounts(await gatherCells({ ...range, strata }, context), coarse)) return strata
  }
  return []
}

function notesOf(
  { test, arms }: PlanRequest,
  dailyImpressions: number | null,
  needed: number | null,
): Note[] {
  const notes: Note[] = []
  const say = (note: Omit<Note, 'severity'>) => notes.push({ ...note, severity: 'info' })
  if (test.design === 'observational')
    say({
      code: 'design_observational',
      message:
        'The networks choose who sees which arm, so it can only show who is ahead; --design equal or platform where delivery is split by design.',
    })
  const upcoming = arms.filter(({ keys }) => keys.length === 0).map(({ arm }) => arm)
  if (upcoming.length > 0)
    say({ code: 'upcoming_arms', message: `Not delivered yet: ${upcoming.join(', ')}.` })
  say({
    code: 'peeking',
    message: `At the fixed-horizon price a test that may be read every day has only about 50 % power; for ${Math.round(test.power * 100)} % it needs 1.7 times as much.`,
  })
  if (dailyImpressions !== null && needed !== null && needed <= dailyImpressions * (test.minimumDays - 1))
    say({
      code: 'minimum_run',
      message: `A test runs at least ${test.minimumDays} complete days, however soon the impressions are there: weekdays differ.`,
    })
  return notes
}

/** What a test would cost, from what is given and else from the account's history before its start. */
export async function planTest(request: PlanRequest, context: MetricContext): Promise<PlannedTest> {
  const { test, event, arms, given } = request
  const { by, basis, lift, alpha, power, minimumDays, explorationDays } = test
  const question = {
    by,
    event,
    where: readFilters(test.where, context.names, 'a test'),
    ...(basis === undefined ? {} : { basis }),
    maturity: 'mature' as const,
  }
  const history = await gatherHistory(question, test.start, context)
  const objectsOf = ({ keys }: FoundArm): ObjectEvidence[] =>
    (history?.objects ?? []).filter(({ key }) => keys.includes(key))
  const keys = arms.flatMap((arm) => arm.keys)
  const byArm = arms.map(objectsOf)
  const fromHistory = historyDispersion(history, keys)
  const dispersion =
    test.dispersion !== undefined
      ? { value: test.dispersion, from: 'as given' }
      : fromHistory === null || history === null
        ? { value: ASSUMED_DISPERSION, from: 'assumed: there is no history' }
        : {
            value: Math.ceil(fromHistory * 100) / 100,
            from: `the days ${history.from} … ${history.to} of the account`,
          }
  const assumptions = {
    ipm: assumedIpm(byArm[0] ?? [], history, given, by),
    cpm: assumedCpm(byArm.flat(), history, given, by),
    dailyImpressions: assumedPace(byArm, history, given, by),
    dispersion,
  }
  const names = arms.map(({ arm }) => arm)
  const shares = firstShares(test, names) ?? names.map(() => 1 / names.length)
  const perMille = assumptions.ipm.value
  const pace = assumptions.dailyImpressions.value
  const plan: PricedPlan | null =
    perMille === null
      ? null
      : {
          arms: names.map((arm, k) => ({ arm, share: shares[k] ?? 0 })),
          perMille,
          cpm: assumptions.cpm.value,
          dailyImpressions: pace,
          ...{ lift, alpha, power, minimumDays, explorationDays },
          dispersion: dispersion.value,
        }
  const prices = plan === null ? null : priceArms(plan)
  const runs = test.end === undefined ? null : countDays(test.start, test.end)
  const found = plan === null || runs === null ? null : liftFoundIn(runs, plan)
  const why: Record<string, string> = {}
  if (prices === null)
    why.fixedHorizon = why.declaredHorizon = why.peekSafe = `no IPM: ${assumptions.ipm.from}`
  if (assumptions.cpm.value === null) why.spend = assumptions.cpm.from
  if (pace === null) why.days = assumptions.dailyImpressions.from
  if (found === null) why.atEnd = runs === null ? 'no end is declared' : 'the pace or the IPM is not known'
  return {
    strata: request.strata ?? (await finestStrata(question, history, keys, context)),
    assumptions,
    fixedHorizon: prices?.fixedHorizon ?? null,
    declaredHorizon: prices?.declaredHorizon ?? null,
    peekSafe: prices?.peekSafe ?? null,
    atEnd: found === null || runs === null ? null : { days: runs, lift: found },
    notComputed: why,
    notes: notesOf(request, pace, prices?.peekSafe.impressions ?? null),
  }
}
