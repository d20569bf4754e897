import { type MetricAnswer, type MetricContext, networksOf, readFilters } from '#metrics/index.ts'
import type { Maturity } from '#metrics/query.ts'
import { type Day, laterDay, subtractRanges } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import type { ExperimentArm } from '#stats/index.ts'
import { gatherHistory, historyDispersion } from './account-history.ts'
import { cellTotals, type GatheredCells, gatherCells } from './gather-cells.ts'

/** An arm and the objects it consists of; none where nobody knows them. */
export interface FoundArm {
  readonly arm: string
  readonly keys: readonly string[]
  /** Names that nothing is called. */
  readonly unknown: readonly string[]
}

/** A declared test to be read from the data of days up to one. */
export interface DeclaredTest {
  readonly test: ProjectTest
  readonly event: string
  /** The control first. */
  readonly arms: readonly FoundArm[]
  readonly to: Day
  /** What becomes of its newest days. */
  readonly maturity: Maturity
  /** The past day it is read as of. */
  readonly asOf: Day | null
}

/** Over-dispersion a test begins with, and where it is from; `null` when only the test itself can tell. */
export interface StartingDispersion {
  readonly value: number | null
  readonly from: string
}

export interface GatheredArms {
  /** Its last day that counts; `null` where none does yet. */
  readonly countedTo: Day | null
  readonly arms: readonly ExperimentArm[]
  readonly strata: readonly string[]
  readonly answer: MetricAnswer
  readonly notes: readonly Note[]
}

export interface GatheredTest extends GatheredArms {
  readonly dispersion: StartingDispersion
}

/** Share of the counts that strata may lose before they are given up. */
const MOST_LOST = 0.001

/** Whether a finer gathering lost next to nothing of what a coarser one counts. */
export function keepsCounts(fine: GatheredCells, coarse: GatheredCells): boolean {
  const [a, b] = [fine, coarse].map(({ byKey }) => cellTotals([...byKey.values()].flat()))
  return (['exposure', 'conversions'] as const).every(
    (field) => Math.abs((a?.[field] ?? 0) - (b?.[field] ?? 0)) <= MOST_LOST * (b?.[field] ?? 0),
  )
}

/** The last day that counts in some network. */
function lastCountedDay({ plan, rows }: MetricAnswer, from: Day, to: Day): Day | null {
  if (plan.leftOutDays.size === 0) return to
  const answered = new Set(rows.flatMap(networksOf))
  const networks = answered.size > 0 ? [...answered] : [...plan.leftOutDays.keys()]
  return networks
    .flatMap((network) => subtractRanges([{ from, to }], plan.leftOutDays.get(network) ?? []))
    .reduce<Day | null>((last, range) => (last === null ? range.to : laterDay(last, range.to)), null)
}

async function startingDispersion(
  { test, event, arms }: DeclaredTest,
  context: MetricContext,
): Promise<StartingDispersion> {
  if (test.dispersion !== undefined) return { value: test.dispersion, from: 'the plan' }
  const { by, where, basis, start } = test
  const question = {
    by,
    event,
    where: readFilters(where, context.names, 'a test'),
    ...(basis === undefined ? {} : { basis }),
  }
  const history = await gatherHistory(question, start, context)
  const value = historyDispersion(
    history,
    arms.flatMap(({ keys }) => keys),
  )
  return value === null || history === null
    ? { value: null, from: 'the days of the test' }
    : { value, from: `the days ${history.from} … ${history.to} of the account` }
}

/** Asks what the arms of a declared test showed and earned, day by day. */
export async function gatherArms(declared: DeclaredTest, context: MetricContext): Promise<GatheredArms> {
  const { test, event, arms, to, maturity, asOf } = declared
  const question = {
    by: test.by,
    event,
    where: readFilters(test.where, context.names, 'a test'),
    from: test.start,
    to,
    keys: arms.flatMap(({ keys }) => keys),
    ...(test.basis === undefined ? {} : { basis: test.basis }),
    maturity,
    ...(asOf === null ? {} : { asOf }),
    // Days that only count until others are settled would make a test forget what it knew.
    keepUnsettled: false,
  }
  const coarse = await gatherCells({ ...question, strata: [] }, context)
  const wanted = test.strata.filter((name) => name !== 'network' && name !== test.by)
  const fine = wanted.length === 0 ? coarse : await gatherCells({ ...question, strata: wanted }, context)
  const isKept = keepsCounts(fine, coarse)
  const used = isKept ? fine : coarse
  return {
    countedTo: lastCountedDay(coarse.answer, test.start, to),
    arms: arms.map(({ arm, keys }) => ({
      id: arm,
      cells: keys.flatMap((key) => used.byKey.get(key) ?? []),
    })),
    strata: ['network', ...(isKept ? wanted : [])],
    answer: coarse.answer,
    notes: isKept
      ? []
      : [
          {
            code: 'strata_not_known',
            severity: 'warning',
            message: `Impressions and conversions are not both known by ${wanted.join(', ')}, so arms are compared inside networks only.`,
          },
        ],
  }
}

/** Asks for everything a declared test is read from. */
export async function gatherTest(declared: DeclaredTest, context: MetricContext): Promise<GatheredTest> {
  const gathered = await gatherArms(declared, context)
  return { ...gathered, dispersion: await startingDispersion(declared, context) }
}
