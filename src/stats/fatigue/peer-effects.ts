import type { TableRow, WatchTable } from './watch-table.ts'

/** Conversions that must be expected of the others on a day before its effect is read there and not more coarsely. */
const LEAST_EXPECTED = 5
const SWEEPS = 12

/** Conversions and their expectation without day effects, by stratum, parent and all together, each by day. */
interface Level {
  readonly conversions: Float64Array
  readonly expected: Float64Array
}

/** Levels of creatives and strata, and day effects at three levels, fitted to the creatives that count as peers. */
export interface PeerEffects {
  readonly creativeLevel: Float64Array
  readonly stratumLevel: Float64Array
  readonly byStratum: Level
  readonly byParent: Level
  readonly all: Level
}

function emptyLevel(size: number): Level {
  return { conversions: new Float64Array(size), expected: new Float64Array(size) }
}

const add = (values: Float64Array, at: number, amount: number) => {
  values[at] = (values[at] ?? 0) + amount
}

/** Days of a row that count as peers': those before its creative wore out. */
function peerDays({ creative, days }: TableRow, { firstDay }: WatchTable, until: ArrayLike<number>): number {
  const limit = (until[creative] ?? Infinity) + firstDay
  let count = days.day.length
  while (count > 0 && (days.day[count - 1] ?? 0) >= limit) count--
  return count
}

/**
 * Fits exposure × level of the creative × level of the stratum × effect of the day by alternating proportional fitting; the
 * effect of a stratum's day is read as finely as five expected conversions allow. A creative counts before its day in `until`.
 */
export function fitPeers(table: WatchTable, until: ArrayLike<number>): PeerEffects {
  const { creatives, rows, strata, parents, parentOf, days: width, firstDay } = table
  const creativeLevel = new Float64Array(creatives)
  const stratumLevel = new Float64Array(strata.length).fill(1)
  const effect = new Float64Array(strata.length * width).fill(1)
  const counts = rows.map((row) => peerDays(row, table, until))
  const byStratum = emptyLevel(strata.length * width)
  const byParent = emptyLevel(parents.length * width)
  const all = emptyLevel(width)
  const ownCount = new Float64Array(creatives)
  const stratumCount = new Float64Array(strata.length)
  rows.forEach(({ creative, stratum, days }, row) => {
    for (let d = 0; d < (counts[row] ?? 0); d++) {
      const c = days.conversions[d] ?? 0
      const at = (days.day[d] ?? 0) - firstDay
      add(ownCount, creative, c)
      add(stratumCount, stratum, c)
      add(byStratum.conversions, stratum * width + at, c)
      add(byParent.conversions, (parentOf[stratum] ?? 0) * width + at, c)
      add(all.conversions, at, c)
    }
  })
  const ownExpected = new Float64Array(creatives)
  const stratumExpected = new Float64Array(strata.length)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    ownExpected.fill(0)
    rows.forEach(({ creative, stratum, days }, row) => {
      let sum = 0
      for (let d = 0; d < (counts[row] ?? 0); d++)
        sum += (days.exposure[d] ?? 0) * (effect[stratum * width + (days.day[d] ?? 0) - firstDay] ?? 0)
      add(ownExpected, creative, sum * (stratumLevel[stratum] ?? 0))
    })
    for (let i = 0; i < creatives; i++) creativeLevel[i] = ratio(ownCount[i], ownExpected[i])
    stratumExpected.fill(0)
    for (const level of [byStratum, byParent, all]) level.expected.fill(0)
    rows.forEach(({ creative, stratum, days }, row) => {
      const own = creativeLevel[creative] ?? 0
      let sum = 0
      for (let d = 0; d < (counts[row] ?? 0); d++) {
        const at = stratum * width + (days.day[d] ?? 0) - firstDay
        const plain = own * (days.exposure[d] ?? 0)
        sum += plain * (effect[at] ?? 0)
        add(byStratum.expected, at, plain)
      }
      add(stratumExpected, stratum, sum)
    })
    for (let s = 0; s < strata.length; s++)
      if ((stratumExpected[s] ?? 0) > 0) stratumLevel[s] = ratio(stratumCount[s], stratumExpected[s])
    for (let s = 0; s < strata.length; s++) {
      for (let at = 0; at < width; at++) {
        const mean = (byStratum.expected[s * width + at] ?? 0) * (stratumLevel[s] ?? 0)
        byStratum.expected[s * width + at] = mean
        add(byParent.expected, (parentOf[s] ?? 0) * width + at, mean)
        add(all.expected, at, mean)
      }
    }
    for (let s = 0; s < strata.length; s++)
      for (let at = 0; at < width; at++)
        effect[s * width + at] = readEffect(
          { byStratum, byParent, all },
          { stratum: s, parent: parentOf[s] ?? 0, at, width },
          NOTHING,
        ).effect
  }
  return { creativeLevel, stratumLevel, byStratum, byParent, all }
}

function ratio(above: number | undefined, below: number | undefined): number {
  return (below ?? 0) > 0 ? (above ?? 0) / (below ?? 1) : 0
}

/** What is taken out of each level: a creative's own part. */
export interface OwnPart {
  readonly stratum: (at: number) => readonly [number, number]
  readonly parent: (parent: number, at: number) => readonly [number, number]
  readonly all: (at: number) => readonly [number, number]
}

const ZERO = [0, 0] as const
const NOTHING: OwnPart = { stratum: () => ZERO, parent: () => ZERO, all: () => ZERO }

/** The effect of a stratum's day without a creative's own part, and the conversions it is read from. */
export function readEffect(
  { byStratum, byParent, all }: Pick<PeerEffects, 'byStratum' | 'byParent' | 'all'>,
  { stratum, parent, at, width }: { stratum: number; parent: number; at: number; width: number },
  own: OwnPart,
): { readonly effect: number; readonly conversions: number; readonly group: number } {
  const read = ({ conversions, expected }: Level, place: number, [c, e]: readonly [number, number]) => {
    const rest = (expected[place] ?? 0) - e
    return { conversions: Math.max(0, (conversions[place] ?? 0) - c), expected: rest }
  }
  const fine = read(byStratum, stratum * width + at, own.stratum(at))
  if (fine.expected >= LEAST_EXPECTED)
    return { effect: fine.conversions / fine.expected, conversions: fine.conversions, group: stratum }
  const middle = read(byParent, parent * width + at, own.parent(parent, at))
  if (middle.expected >= LEAST_EXPECTED)
    return {
      effect: middle.conversions / middle.expected,
      conversions: middle.conversions,
      group: -1 - parent,
    }
  let c = 0
  let e = 0
  for (let reach = 0; reach < width; reach++) {
    for (const day of reach === 0 ? [at] : [at - reach, at + reach]) {
      if (day < 0 || day >= width) continue
      const coarse = read(all, day, own.all(day))
      c += coarse.conversions
      e += coarse.expected
    }
    if (e >= LEAST_EXPECTED) return { effect: c / e, conversions: c, group: Number.MIN_SAFE_INTEGER }
  }
  return { effect: 0, conversions: 0, group: Number.MIN_SAFE_INTEGER }
}
