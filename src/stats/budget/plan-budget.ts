import { type Computed, notComputed } from '../not-computed.ts'
import { budgetRoles, meanYield } from './budget-roles.ts'
import type { BudgetObject, BudgetPlan, BudgetRole, BudgetSettings, PlannedPart } from './types.ts'

/** A step halves what is not decided against at most. */
const MOST_CUT = 2
const QUARTER = 1 / 4
const ROUNDING = 1e-12

interface Place extends BudgetObject, PlannedPart {
  readonly isGood: boolean
  readonly floor: number
  amount: number
}

type Room = (place: Place) => number

function roomOf(places: readonly Place[], room: Room): number {
  return places.reduce((sum, place) => sum + Math.max(0, room(place)), 0)
}

/** Moves up to `most` of the room of these, in proportion to it. Returns what was moved. */
function spread(places: readonly Place[], most: number, room: Room, sign: 1 | -1): number {
  const all = roomOf(places, room)
  if (!(most > 0 && all > 0)) return 0
  const part = Math.min(1, most / all)
  for (const place of places) place.amount += sign * part * Math.max(0, room(place))
  return part * all
}

/** Gives up to `most` to the objects whose money buys most first, or takes it from those whose money buys least. */
function move(places: readonly Place[], most: number, room: Room, sign: 1 | -1): void {
  let left = most
  for (const worth of [...new Set(places.map(worthOf))].toSorted((a, b) => sign * (b - a)))
    left -= spread(
      places.filter((place) => worthOf(place) === worth),
      left,
      room,
      sign,
    )
}

/** What an object's money buys; of those nothing is known of, nothing is taken before the others. */
const worthOf = (place: Place) => place.yield?.estimate ?? Number.MAX_VALUE

const only =
  (roles: readonly BudgetRole[], room: Room): Room =>
  (place) =>
    roles.includes(place.role) ? room(place) : 0

const SPARE: readonly BudgetRole[] = ['spare', 'dear', 'cheap']
const RAISED: readonly BudgetRole[] = ['raise', 'value']
const untilFactor: Room = ({ spend, factor, amount }) => factor * spend - amount
const untilFloor: Room = ({ amount, floor }) => amount - floor
const untilHalf: Room = ({ amount, floor, spend, isGood }) =>
  isGood ? 0 : amount - Math.max(floor, spend / MOST_CUT)

/**
 * Amounts for the next period as long as this one, group by group. Stopped objects give everything; those to be raised take
 * it up to their factor, the cheapest first, and where it does not suffice, the undecided whose money buys less than average
 * give up to half, the dearest first, never below the floor. Nothing undecided gets more than it has: what is left is
 * unassigned.
 */
export function planBudget(
  objects: readonly BudgetObject[],
  { total: asked, floor: share, response }: BudgetSettings,
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
  const amounts = new Map<string, PlannedPart & { readonly amount: number }>()
  for (const own of Map.groupBy(objects, ({ group }) => group).values()) {
    const rest = times * spendOf(own.filter((object) => !isFixed(object)))
    const given = { total: fixedOf(own) + rest, floor, times, response }
    for (const { id, amount, role, factor } of planGroup(own, given))
      amounts.set(id, { amount, role, factor })
  }
  const none = { amount: 0, role: 'hold', factor: 1 } as const
  const rows = objects.map(({ id }) => ({ id, ...(amounts.get(id) ?? none) }))
  const left = total - rows.reduce((sum, { amount }) => sum + amount, 0)
  return { rows, total, unassigned: left > ROUNDING * total ? left : 0, floor }
}

const isFixed = ({ fixed }: BudgetObject) => fixed !== null
const spendOf = (objects: readonly BudgetObject[]) => objects.reduce((sum, { spend }) => sum + spend, 0)
const fixedOf = (objects: readonly BudgetObject[]) => objects.reduce((sum, own) => sum + (own.fixed ?? 0), 0)

interface GroupSettings {
  readonly total: number
  readonly floor: number
  /** What every amount would be multiplied by if nothing were decided; no floor is above that. */
  readonly times: number
  readonly response: number
}

function planGroup(
  objects: readonly BudgetObject[],
  { total, floor, times, response }: GroupSettings,
): readonly Place[] {
  const parts = budgetRoles(objects, response)
  const mean = meanYield(objects)
  const places = objects.map((object, index): Place => {
    const { role, factor } = parts[index] ?? { role: 'hold', factor: 1 }
    return {
      ...object,
      ...{ role, factor },
      isGood: object.yield !== null && object.yield.estimate >= mean,
      floor: Math.min(object.spend * Math.min(1, times), floor),
      amount: object.fixed ?? (role === 'stop' ? 0 : object.spend),
    }
  })
  const left = () => {
    const rest = total - places.reduce((sum, { amount }) => sum + amount, 0)
    return Math.abs(rest) <= ROUNDING * total ? 0 : rest
  }
  const wanted = roomOf(places, only(RAISED, untilFactor))
  move(places, wanted - left(), only(SPARE, untilHalf), -1)
  if (left() > 0) move(places, left(), only(RAISED, untilFactor), 1)
  else release(places, left)
  return places
}

/** Takes what is too much: first from the undecided, then from those not judged, then from the best. */
function release(places: readonly Place[], left: () => number): void {
  for (const roles of [SPARE, ['hold'], RAISED] as const) move(places, -left(), only(roles, untilFloor), -1)
}
