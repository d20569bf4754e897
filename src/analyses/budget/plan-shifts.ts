import type { BudgetAnswer, BudgetRow } from '#schema/answer/budget-answer.ts'
import type { Estimate, RankRow } from '#schema/answer/rank-answer.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import {
  type AssumedPrice,
  type ExpectedConversions,
  expectConversions,
  isComputed,
  planBudget,
} from '#stats/index.ts'
import type { PricedPlan } from './assume-price.ts'
import { explainMove, type PlannedMove } from './explain-move.ts'
import { type OwnYield, ownYield } from './own-yield.ts'

export interface ShiftOptions {
  /** Money to plan; the present sum where `null`. */
  readonly total: number | null
  /** Share of the total that an object still tested keeps. */
  readonly floor: number | null
  /** Amounts somebody set, by key. */
  readonly set: ReadonlyMap<string, number>
  readonly price: PricedPlan
}

export type PlannedShifts = Pick<BudgetAnswer, 'rows' | 'leftOut' | 'totals' | 'notes'>

type SpendingRow = RankRow & { readonly spend: number }

const isSpending = (row: RankRow): row is SpendingRow => row.spend !== null && row.spend > 0
const plain = ({ estimate, low, high }: Estimate): Estimate => ({ estimate, low, high })
const times = ({ estimate, low, high }: Estimate, by: number): Estimate => ({
  estimate: estimate * by,
  low: low * by,
  high: high * by,
})

/** Cost of a conversion: an amount over conversions, its ends swapped; `null` where their lower end is 0. */
function costOf(amount: number, { estimate, low, high }: Estimate): Estimate | null {
  return low > 0 ? { estimate: amount / estimate, low: amount / high, high: amount / low } : null
}

function leftOutRow({ key, name, impressions, conversions, spend, notComputed }: RankRow) {
  const reason = spend === null ? (notComputed.spend ?? 'no spend known') : 'it spent nothing'
  return { key, name, impressions, conversions, reason }
}

function shiftedRow(row: SpendingRow, planned: PlannedMove, own: OwnYield, price: AssumedPrice): BudgetRow {
  const { amount } = planned
  const unknown = 'unknown' in own ? own.unknown : null
  const { key, name, networks, decision, reasons, spend, impressions, conversions } = row
  const shared = {
    ...{ key, name, networks, decision, reasons, spend, impressions, conversions },
    ...explainMove(planned, row, unknown),
    suggested: amount,
    change: amount - spend,
    factor: amount / spend,
  }
  if ('unknown' in own) {
    const why = { cpm: own.unknown, perMille: own.unknown, cost: own.unknown, now: own.unknown }
    return {
      ...shared,
      ...{ cpm: null, perMille: null, cost: null, now: null, after: null },
      notComputed: { ...row.notComputed, ...why, after: own.unknown },
    }
  }
  const cost = costOf(1, own.yield)
  return {
    ...shared,
    cpm: own.cpm,
    perMille: times(own.rate, 1000),
    cost,
    now: times(own.yield, spend),
    after: plain(expectConversions([{ now: spend, after: amount, yield: own.yield }], price).after),
    notComputed: {
      ...(conversions === null ? { conversions: row.notComputed.conversions ?? 'no conversions known' } : {}),
      ...(cost === null ? { cost: 'it may have no conversion at all' } : {}),
    },
  }
}

const NOTHING = {
  spend: null,
  planned: null,
  moved: null,
  unassigned: null,
  floor: null,
  conversions: null,
  now: null,
  after: null,
  change: null,
  costNow: null,
  costAfter: null,
} as const

function withoutPlan(leftOut: PlannedShifts['leftOut'], reason: string): PlannedShifts {
  const why = Object.fromEntries(Object.keys(NOTHING).map((name) => [name, reason]))
  return {
    rows: [],
    leftOut,
    totals: { ...NOTHING, rows: 0, notComputed: why },
    notes: [{ code: 'no_spend', severity: 'warning', message: `Nothing is planned: ${reason}.` }],
  }
}

function sum<Row>(rows: readonly Row[], amount: (row: Row) => number | null): number {
  return rows.reduce((all, row) => all + (amount(row) ?? 0), 0)
}

function totalsOf(
  rows: readonly BudgetRow[],
  plan: { readonly unassigned: number; readonly floor: number },
  expected: ExpectedConversions,
): BudgetAnswer['totals'] {
  const known = rows.filter(({ now }) => now !== null)
  const shared = {
    rows: rows.length,
    spend: sum(rows, ({ spend }) => spend),
    planned: sum(rows, ({ suggested }) => suggested),
    moved: sum(rows, ({ change }) => Math.max(0, change)),
    ...plan,
    conversions: rows.every(({ conversions }) => conversions === null)
      ? null
      : sum(rows, ({ conversions }) => conversions),
  }
  const noConversions = shared.conversions === null ? { conversions: 'no conversions known' } : {}
  if (known.length === 0) {
    const names = ['now', 'after', 'change', 'costNow', 'costAfter']
    const reason = 'of no row both impressions and conversions are known'
    return {
      ...shared,
      ...{ now: null, after: null, change: null, costNow: null, costAfter: null },
      notComputed: { ...noConversions, ...Object.fromEntries(names.map((name) => [name, reason])) },
    }
  }
  const now = plain(expected.now)
  const after = plain(expected.after)
  const costNow = costOf(
    sum(known, ({ spend }) => spend),
    now,
  )
  const costAfter = costOf(
    sum(known, ({ suggested }) => suggested),
    after,
  )
  const why = 'there may be no conversion at all'
  return {
    ...shared,
    ...{ now, after, change: plain(expected.change), costNow, costAfter },
    notComputed: {
      ...noConversions,
      ...(costNow === null ? { costNow: why } : {}),
      ...(costAfter === null ? { costAfter: why } : {}),
    },
  }
}

function notesOf(
  rows: readonly BudgetRow[],
  { totals, leftOut }: Omit<PlannedShifts, 'rows' | 'notes'>,
  groups: number,
) {
  const notes: Note[] = []
  const add = (code: string, severity: Note['severity'], message: string) =>
    notes.push({ code, severity, message })
  if (rows.every(({ action }) => action === 'keep'))
    add('no_shift', 'info', 'No decision is sure enough to move money: the plan is what is spent now.')
  const beyond = rows.filter(({ action, factor }) => action === 'set' && factor > 2)
  if (beyond.length > 0)
    add(
      'beyond_evidence',
      'warning',
      `${beyond.map(({ name }) => name).join(', ')}: more than twice what was spent; so far beyond it, what impressions will cost is a guess.`,
    )
  if ((totals.unassigned ?? 0) > 0)
    add(
      'unassigned',
      'warning',
      `${writeCount(totals.unassigned ?? 0, 2)} is placed nowhere: no row carries more in one step. It can pay for new creatives, or for tests.`,
    )
  const unknown = rows.filter(({ now }) => now === null)
  if (unknown.length > 0)
    add(
      'not_expected',
      'info',
      `${writeCount(unknown.length)} that spent ${writeCount(
        sum(unknown, ({ spend }) => spend),
        2,
      )} are not in what is expected: their rate is not known.`,
    )
  if (groups > 1)
    add(
      'groups_apart',
      'info',
      `Money moves only inside each of ${writeCount(groups)} groups that ran in the same places; between them nothing can be compared.`,
    )
  if (leftOut.length > 0)
    add(
      'without_spend',
      'info',
      `${writeCount(leftOut.length)} without spend are left out: no money can be planned where no price is known.`,
    )
  return notes
}

/** The group with the most money: rows of none keep theirs, and count to it. */
function largestGroup(rows: readonly SpendingRow[]): number | null {
  const groups = Map.groupBy(
    rows.filter(({ group }) => group !== null),
    ({ group }) => group,
  )
  const [first] = [...groups].toSorted(
    ([, a], [, b]) => sum(b, ({ spend }) => spend) - sum(a, ({ spend }) => spend),
  )
  return first?.[0] ?? null
}

/** Moves money between ranked rows as far as their decisions carry it, and says what to expect. */
export function planShifts(
  ranked: readonly RankRow[],
  { total, floor, set, price }: ShiftOptions,
): PlannedShifts {
  const spending = ranked.filter(isSpending)
  const leftOut = ranked.filter((row) => !isSpending(row)).map(leftOutRow)
  const yields = spending.map(ownYield)
  const largest = largestGroup(spending)
  const objects = spending.map((row, index) => {
    const own = yields[index]
    return {
      id: row.key,
      group: String(row.group ?? largest),
      spend: row.spend,
      decision: row.decision,
      yield: own !== undefined && 'yield' in own ? own.yield : null,
      fixed: set.get(row.key) ?? null,
    }
  })
  const plan = planBudget(objects, { total, floor, response: price.response })
  if (!isComputed(plan)) {
    if (plan.code === 'invalid_setting')
      throw new PermilleError('usage', plan.notComputed, {
        remedy: 'name a larger total, a smaller floor, or other amounts',
      })
    return withoutPlan(leftOut, leftOut.length === 0 ? 'there is nothing to rank' : 'no spend is known')
  }
  const rows = spending.flatMap((row, index) => {
    const own = yields[index]
    const planned = plan.rows[index]
    return own === undefined || planned === undefined
      ? []
      : [
          shiftedRow(
            row,
            { ...planned, isSmaller: plan.total < sum(spending, ({ spend }) => spend) },
            own,
            price.assumed,
          ),
        ]
  })
  const expected = expectConversions(
    rows.flatMap((row, index) => {
      const own = yields[index]
      return own === undefined || 'unknown' in own
        ? []
        : [{ now: row.spend, after: row.suggested, yield: own.yield }]
    }),
    price.assumed,
  )
  const totals = totalsOf(rows, { unassigned: plan.unassigned, floor: plan.floor }, expected)
  return {
    rows: rows.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change) || b.spend - a.spend),
    leftOut,
    totals,
    notes: notesOf(rows, { totals, leftOut }, new Set(objects.map(({ group }) => group)).size),
  }
}
