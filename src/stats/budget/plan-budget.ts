import { type Computed, notComputed } from '../not-computed.ts'
import { budgetRoles, meanYield } from './budget-roles.ts'
import type { BudgetObject, BudgetPlan, BudgetRole, BudgetSettings } from './types.ts'

/** A step doubles an amount at most, or halves what is not decided against. */
const MOST_FACTOR = 2
const QUARTER = 1 / 4
const ROUNDING = 1e-12

interface Place extends BudgetObject {
  readonly role: BudgetRole
  readonly isGood: boolean
  readonly floor: number
  amount: number
}

type Room = (place: Place) => number

function roomOf(places: readonly Place[], room: Room): number {
  return places.reduce((sum, place) => sum + Math.max(0, room(place)), 0)
}

/** Adds up to `most` to the amounts in proportion to their room; negative rooms count as none. Returns what was added. */
function add(places: readonly Place[], most: number, room: Room, sign: 1 | -1 = 1): number {
  const all = roomOf(places, room)
  if (!(most > 0 && all > 0)) return 0
  const part = Math.min(1, most / all)
  for (const place of places) place.amount += sign * part * Math.max(0, room(place))
  return part * all
}

const only =
  (roles: readonly BudgetRole[], room: Room): Room =>
  (place) =>
    roles.includes(place.role) ? room(place) : 0

const SPARE: readonly BudgetRole[] = ['spare', 'dear', 'cheap']
const untilFactor: Room = ({ spend, factor, amount }) => Math.min(MOST_FACTOR, factor) * spend - amount
const untilFloor: Room = ({ amount, floor }) => amount - floor
const untilHalf: Room = ({ amount, floor, spend, isGood }) =>
  isGood ? 0 : amount - Math.max(floor, spend / MOST_FACTOR)

/**
 * Amounts for the next period as long as this one, group by group. Stopped objects give everything; those to be raised take
 * it up to their factor, and where it does not suffice, the undecided whose money buys less than average give up to half,
 * never below the floor. Nothing undecided gets more than it has: what is left is unassigned.
 */
export function planBudget(
  objects: readonly BudgetObject[],
  { total: asked, floor: share }: BudgetSettings,
): Computed<BudgetPlan> {
  if (objects.some(({ spend }) => !(spend > 0 && spend < Infinity)))
    return notComputed('invalid_counts', 'every object must have spent something')
  if (objects.length === 0) return notComputed('no_exposure', 'nothing has spent money')
  const present = spendOf(objects)
  const total = asked ?? present
  if (!(total > 0 && total < Infinity))
    return notComputed('invalid_setting', 'the total must be an amount above 0')
  const part = share ?? QUARTER / objects.length
  if (!(part >= 0 && part * objects.length <= 1))
    return notComputed(
      'invalid_setting',
      `a floor for ${objects.length} must be a share from 0 to 1/${objects.length}`,
    )
  const fixed = fixedOf(objects)
  if (fixed > total * (1 + ROUNDING) || objects.some((object) => (object.fixed ?? 0) < 0))
    return notComputed(
      'invalid_setting',
      'the amounts set must be at least 0, and at most the total together',
    )
  const floor = part * total
  const free = spendOf(objects.filter((object) => !isFixed(object)))
  const times = free === 0 ? 1 : Math.max(0, total - fixed) / free
  const amounts = new Map<string, { readonly amount: number; readonly role: BudgetRole }>()
  for (const own of Map.groupBy(objects, ({ group }) => group).values()) {
    const rest = times * spendOf(own.filter((object) => !isFixed(object)))
    for (const { id, amount, role } of planGroup(own, fixedOf(own) + rest, floor, times))
      amounts.set(id, { amount, role })
  }
  const rows = objects.map(({ id }) => ({ id, ...(amounts.get(id) ?? { amount: 0, role: 'hold' as const }) }))
  const left = total - rows.reduce((sum, { amount }) => sum + amount, 0)
  return { rows, total, unassigned: left > ROUNDING * total ? left : 0, floor }
}

const isFixed = ({ fixed }: BudgetObject) => fixed !== null
const spendOf = (objects: readonly BudgetObject[]) => objects.reduce((sum, { spend }) => sum + spend, 0)
const fixedOf = (objects: readonly BudgetObject[]) => objects.reduce((sum, own) => sum + (own.fixed ?? 0), 0)

/** `times` is what every amount would be multiplied by if nothing were decided; no floor is above that. */
function planGroup(
  objects: readonly BudgetObject[],
  total: number,
  floor: number,
  times: number,
): readonly Place[] {
  const roles = budgetRoles(objects)
  const mean = meanYield(objects)
  const places = objects.map((object, index): Place => {
    const role = roles[index] ?? 'hold'
    return {
      ...object,
      role,
      isGood: object.yield !== null && object.yield.estimate >= mean,
      floor: Math.min(object.spend * Math.min(1, times), floor),
      amount: object.fixed ?? (role === 'stop' ? 0 : object.spend),
    }
  })
  const left = () => {
    const rest = total - places.reduce((sum, { amount }) => sum + amount, 0)
    return Math.abs(rest) <= ROUNDING * total ? 0 : rest
  }
  const wanted = roomOf(places, only(['raise'], untilFactor))
  add(places, wanted - left(), only(SPARE, untilHalf), -1)
  if (left() > 0) add(places, left(), only(['raise'], untilFactor))
  else release(places, left)
  return places
}

/** Takes what is too much: first from the undecided, then from those not judged, then from the best. */
function release(places: readonly Place[], left: () => number): void {
  for (const roles of [SPARE, ['hold'], ['raise']] as const) add(places, -left(), only(roles, untilFloor), -1)
}
