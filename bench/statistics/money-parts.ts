import {
  drawCount,
  drawNormal,
  type EarnedCounts,
  explainChange,
  explainPrice,
  explainReturn,
  isComputed,
  type MoneyCounts,
  type MoneyDay,
  type MoneySide,
  moneyRanges,
  type PartIntervals,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { learntPhi, shareError, times } from './kit.ts'

const SEED = 1_214
const PLACES = 12
const CTR = 0.02
const CVR = 0.1
const PHI = 2
const DRAWS = 300
/** Share of the installs that pay in a week, and the spread of what a payer pays. */
const PAYING = 0.05
const PAID_SD = 1.2
const random = seededGenerator(SEED)
const factor = (sd: number) => Math.exp(sd * drawNormal(random))

interface TruePlace {
  readonly impressions: number
  readonly ctr: number
  readonly cvr: number
  readonly cpm: number
}

function truePlaces(installs: number): TruePlace[] {
  return Array.from({ length: PLACES }, () => ({
    impressions: (installs / (CTR * CVR)) * factor(0.5),
    ctr: CTR * factor(0.3),
    cvr: CVR * factor(0.3),
    cpm: 5 * factor(0.4),
  }))
}

const moved = (places: readonly TruePlace[]): TruePlace[] => {
  const all = factor(0.1)
  return places.map(({ impressions, ctr, cvr, cpm }) => ({
    impressions: impressions * factor(0.4),
    ctr: ctr * factor(0.2),
    cvr: cvr * factor(0.2),
    cpm: cpm * factor(0.15) * all,
  }))
}

/** A side day by day: prices move by 10 % for all places and by 10 % for each, from day to day as much alike as said. */
function drawSide(places: readonly TruePlace[], value: number, days: number, alike: number): MoneySide {
  const sum: MoneyCounts[] = places.map(() => ({
    impressions: 0,
    clicks: 0,
    clickInstalls: 0,
    viewInstalls: 0,
    spend: 0,
  }))
  let earned: EarnedCounts = { revenue: 0, conversions: 0, spend: 0 }
  const waves = Array.from({ length: PLACES + 1 }, () => drawNormal(random))
  const listed: MoneyDay[] = []
  for (let day = 0; day < days; day++) {
    const own = new Map<number, MoneyCounts>()
    let [revenue, conversions, spent] = [0, 0, 0]
    for (let k = 0; k <= PLACES; k++)
      waves[k] = alike * (waves[k] ?? 0) + Math.sqrt(1 - alike ** 2) * drawNormal(random)
    places.forEach((place, k) => {
      const impressions = Math.round((place.impressions / days) * factor(0.3)) + 1
      const clicks = drawCount(impressions * place.ctr, PHI, random)
      const clickInstalls = Math.min(clicks, drawCount(clicks * place.cvr, PHI, random))
      const price = place.cpm * Math.exp(0.1 * ((waves[PLACES] ?? 0) + (waves[k] ?? 0)) - 0.01)
      const spend = (impressions * price) / 1000
      for (let payer = drawCount(clickInstalls * PAYING, 1, random); payer > 0; payer--)
        revenue += (value / PAYING) * Math.exp(PAID_SD * drawNormal(random) - PAID_SD ** 2 / 2)
      conversions += clickInstalls
      spent += spend
      const counts = { impressions, clicks, clickInstalls, viewInstalls: 0, spend }
      own.set(k, counts)
      const known = sum[k]
      if (known !== undefined)
        sum[k] = {
          impressions: known.impressions + impressions,
          clicks: known.clicks + clicks,
          clickInstalls: known.clickInstalls + clickInstalls,
          viewInstalls: 0,
          spend: known.spend + spend,
        }
    })
    listed.push({ day, places: own, earned: { revenue, conversions, spend: spent } })
    earned = {
      revenue: earned.revenue + revenue,
      conversions: earned.conversions + conversions,
      spend: earned.spend + spent,
    }
  }
  return { places: sum, earned, days: listed }
}

/** What a side would have counted at its true rates and prices, with the impressions that ran. */
function expectedSide(side: MoneySide, places: readonly TruePlace[], value: number): MoneySide {
  const expected = side.places.map(({ impressions }, k) => {
    const { ctr = 0, cvr = 0, cpm = 0 } = places[k] ?? {}
    const clicks = impressions * ctr
    return {
      impressions,
      clicks,
      clickInstalls: clicks * cvr,
      viewInstalls: 0,
      spend: (impressions * cpm) / 1000,
    }
  })
  const total = (name: 'clickInstalls' | 'spend') => expected.reduce((sum, own) => sum + own[name], 0)
  const conversions = total('clickInstalls')
  return {
    places: expected,
    earned: { revenue: conversions * value, conversions, spend: total('spend') },
    days: [],
  }
}

/** Ranges of what the rate did to the cost, as a project has them. */
function costRanges(before: MoneySide, after: MoneySide): PartIntervals {
  const change = explainChange({
    ...funnels(before, after),
    random,
    phi: learntPhi(PHI, random),
    draws: DRAWS,
  })
  if (!isComputed(change) || !isComputed(change.cost) || !isComputed(change.cost.intervals))
    throw new Error('a change that has everything was not explained')
  return change.cost.intervals
}

const NOTHING: MoneyCounts = { impressions: 0, clicks: 0, clickInstalls: 0, viewInstalls: 0, spend: 0 }
const spendOf = ({ places }: MoneySide) => places.reduce((sum, own) => sum + own.spend, 0)

function funnels(before: MoneySide, after: MoneySide) {
  return {
    strata: before.places.map((counts, k) => ({
      stratum: String(k),
      before: counts,
      after: after.places[k] ?? NOTHING,
    })),
    spend: { before: spendOf(before), after: spendOf(after) },
  }
}

function partsOf(before: MoneySide, after: MoneySide): Readonly<Record<string, number>> {
  const change = explainChange(funnels(before, after))
  const price = explainPrice(
    before.places.map((counts, k) => ({ before: counts, after: after.places[k] ?? NOTHING })),
  )
  if (
    !isComputed(change) ||
    !isComputed(change.cost) ||
    !isComputed(price) ||
    !before.earned ||
    !after.earned
  )
    throw new Error('a change that has everything was not explained')
  const back = explainReturn(before.earned, after.earned, change.cost)
  if (!isComputed(back)) throw new Error(back.notComputed)
  const { cost } = change
  return {
    'price of impressions': price.price,
    'dearer places': price.mix,
    'cost: price': cost.cpm,
    'cost: clicks': cost.rate.ctr,
    'cost: per click': cost.rate.cvr,
    'ROAS: an install': back.value,
    'ROAS: price': back.cpm,
  }
}

const claims: Claim[] = []
const runs = times(60, 400)
for (const days of [7, 28]) {
  for (const alike of [0, 0.5]) {
    for (const installs of [50, 500]) {
      const held = new Map<string, number>()
      for (let run = 0; run < runs; run++) {
        const places = { before: truePlaces(installs), after: [] as TruePlace[] }
        places.after = moved(places.before)
        const value = { before: 2, after: 2 * factor(0.2) }
        const before = drawSide(places.before, value.before, days, alike)
        const after = drawSide(places.after, value.after, days, alike)
        const truth = partsOf(
          expectedSide(before, places.before, value.before),
          expectedSide(after, places.after, value.after),
        )
        const { cost, price, roas } = moneyRanges(before, after)
        const drawn = costRanges(before, after)
        if (!isComputed(cost) || !isComputed(price) || !isComputed(roas)) throw new Error('no ranges')
        const ranges = {
          'price of impressions': price.price,
          'dearer places': price.mix,
          'cost: price': cost.price,
          'cost: clicks': drawn.ctr,
          'cost: per click': drawn.cvr,
          'ROAS: an install': roas.value,
          'ROAS: price': roas.price,
        }
        for (const [name, { low, high }] of Object.entries(ranges)) {
          const part = truth[name] ?? Number.NaN
          held.set(name, (held.get(name) ?? 0) + (low <= part && part <= high ? 1 : 0))
        }
      }
      for (const [name, count] of held)
        claims.push({
          row: `${days} days${alike > 0 ? ' that are alike' : ''}, ${installs} installs a place`,
          column: name,
          value: count / runs,
          error: shareError(count / runs, runs),
          // Seven days that are much alike are shown, not promised.
          low: alike > 0 && days < 14 ? 0 : 0.9,
          high: alike > 0 && days < 14 ? Infinity : 1,
        })
    }
  }
}
await reportEvidence({
  name: 'money-parts',
  title: 'Why it changed: true parts in money in their 95 % ranges',
  seed: SEED,
  remarks: [
    `${runs.toLocaleString('en')} changes a cell over ${PLACES} places; prices move by 10 % from day to day in all places together and by 10 % in each, impressions by 30 %; where days are alike, each has half of the wave of the one before. One install in twenty pays, amounts spread by a log-normal sd of ${PAID_SD}. True parts are those of the true rates, prices and revenue of an install at the impressions that ran. φ = ${PHI}, off by a log-normal 20 %; ${DRAWS} draws an interval of the rate.`,
  ],
  claims,
  unit: 'share',
})
