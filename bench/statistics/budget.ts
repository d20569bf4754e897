import {
  type BudgetObject,
  drawCount,
  drawNormal,
  estimatePriceResponse,
  isComputed,
  type PriceResponse,
  planBudget,
  rankCreatives,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, drawQuality, learntPhi, times } from './kit.ts'

const SEED = 909
const random = seededGenerator(SEED)
const CREATIVES = 20
const MOST = 2
/** What a plan reckons with where no response can be read. */
const CAUTIOUS_RESPONSE = 0.7
const DAYS = 28

interface Account {
  readonly spend: readonly number[]
  /** True conversions per unit of money at the present amounts. */
  readonly truth: readonly number[]
  /** What an oracle would spend that knows every cost and how prices rise. */
  readonly best: readonly number[]
  /** How many per cent more impressions one per cent more money buys, as the days tell it; `null` where they do not. */
  readonly read: PriceResponse | null
  /** What the advice and the raw rates say to spend. */
  readonly advised: readonly number[]
  readonly raw: readonly number[]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** All money on the best by this order, each at most doubled. */
function follow(spend: readonly number[], worth: readonly number[]): readonly number[] {
  let left = sum(spend)
  const amounts = spend.map(() => 0)
  for (const place of spend
    .keys()
    .toArray()
    .toSorted((a, b) => (worth[b] ?? 0) - (worth[a] ?? 0))) {
    const amount = Math.min(left, MOST * (spend[place] ?? 0))
    amounts[place] = amount
    left -= amount
  }
  return amounts
}

/** The best amounts up to twice those of now: the last money of each buys the same, found by bisection. */
function knowing(spend: readonly number[], truth: readonly number[], elasticity: number): readonly number[] {
  if (elasticity === 1) return follow(spend, truth)
  const total = sum(spend)
  const at = (price: number) =>
    spend.map(
      (money, i) =>
        money * Math.min(MOST, ((elasticity * (truth[i] ?? 0)) / price) ** (1 / (1 - elasticity))),
    )
  let [low, high] = [0, MOST * Math.max(...truth)]
  for (let round = 0; round < 80; round++) {
    const middle = (low + high) / 2
    if (sum(at(middle)) > total) low = middle
    else high = middle
  }
  return at(high)
}

/** Days of an account as its reports would tell them: money moves, prices follow and scatter. */
function priceOf(spend: readonly number[], elasticity: number): PriceResponse | null {
  const market = Array.from({ length: DAYS }, () => Math.exp(0.1 * drawNormal(random)))
  const found = estimatePriceResponse(
    spend.map((money) => {
      const daily = market.map(() => (money / DAYS) * Math.exp(0.4 * drawNormal(random)))
      return {
        day: daily.map((_, day) => day),
        spend: daily,
        impressions: daily.map(
          (own, day) =>
            (market[day] ?? 1) * money * (own / money) ** elasticity * Math.exp(0.1 * drawNormal(random)),
        ),
      }
    }),
  )
  return isComputed(found) ? found : null
}

/** The plan; money it places nowhere is spent in proportion on all it does not stop, so that sums are equal. */
function advise(
  spend: readonly number[],
  objects: readonly BudgetObject[],
  response: number,
): readonly number[] {
  const plan = planBudget(objects, { total: null, floor: null, response })
  if (!isComputed(plan)) return spend
  const amounts = plan.rows.map(({ amount }) => amount)
  const placed = sum(amounts)
  return placed > 0 ? amounts.map((amount) => (amount * plan.total) / placed) : spend
}

function account(installs: number, phi: number, elasticity: number): Account {
  const rates = Array.from({ length: CREATIVES }, () => 0.01 * drawQuality(0.3, 'log-normal', random))
  const cpm = rates.map(() => 8 * Math.exp(0.25 * drawNormal(random)))
  const exposure = rates.map(() => (installs / 0.01) * Math.exp(0.8 * drawNormal(random) - 0.32))
  const spend = exposure.map((shown, i) => (shown * (cpm[i] ?? 0)) / 1000)
  const counts = exposure.map((shown, i) => drawCount(shown * (rates[i] ?? 0), phi, random))
  const history = { base: learntPhi(phi, random), slope: 0, degreesOfFreedom: 0, source: 'history' } as const
  const { creatives } = rankCreatives({
    creatives: rates.map((_, i) => ({
      id: String(i),
      cells: [{ stratum: 'all', exposure: exposure[i] ?? 0, conversions: counts[i] ?? 0 }],
    })),
    repeatable: true,
    history,
  })
  const found = new Map(creatives.map((creative) => [creative.id, creative]))
  const objects = rates.map((_, i): BudgetObject => {
    const own = found.get(String(i))
    const perMoney = (exposure[i] ?? 0) / (spend[i] ?? 1)
    const known = own !== undefined && isComputed(own.shrunk) && isComputed(own.posteriorInterval)
    return {
      id: String(i),
      group: 'all',
      spend: spend[i] ?? 0,
      decision: own?.decision ?? 'not_enough_data',
      yield:
        known && isComputed(own.shrunk) && isComputed(own.posteriorInterval)
          ? {
              estimate: own.shrunk * perMoney,
              low: own.posteriorInterval.low * perMoney,
              high: own.posteriorInterval.high * perMoney,
              level: 0.95,
            }
          : null,
      fixed: null,
    }
  })
  const truth = rates.map((rate, i) => (1000 * rate) / (cpm[i] ?? 1))
  const read = priceOf(spend, elasticity)
  const response = read === null ? CAUTIOUS_RESPONSE : Math.min(1, read.low)
  return {
    spend,
    truth,
    best: knowing(spend, truth, elasticity),
    read,
    advised: advise(spend, objects, response),
    raw: follow(
      spend,
      counts.map((count, i) => count / (exposure[i] ?? 1)),
    ),
  }
}

/** True conversions of amounts where ten per cent more money buys `elasticity` × ten per cent more impressions. */
function earned({ spend, truth }: Account, amounts: readonly number[], elasticity: number): number {
  return sum(
    amounts.map((amount, i) => {
      const before = spend[i] ?? 0
      return before > 0 ? before * (truth[i] ?? 0) * (amount / before) ** elasticity : 0
    }),
  )
}

const accounts = times(300, 4_000)
const claims: Claim[] = []
const said: string[] = []
const prices: Claim[] = []
for (const elasticity of [1, 0.8]) {
  const held = new Average()
  const width = new Average()
  for (const installs of [25, 100, 400]) {
    const regret = { advised: new Average(), raw: new Average(), now: new Average() }
    const worse = new Average()
    for (let run = 0; run < accounts; run++) {
      const own = account(installs, 2, elasticity)
      const best = earned(own, own.best, elasticity)
      if (own.read !== null) {
        held.add(own.read.low <= elasticity && elasticity <= own.read.high ? 1 : 0)
        width.add(own.read.high - own.read.low)
      }
      const now = earned(own, own.spend, elasticity)
      const advised = earned(own, own.advised, elasticity)
      regret.now.add(1 - now / best)
      regret.raw.add(1 - earned(own, own.raw, elasticity) / best)
      regret.advised.add(1 - advised / best)
      worse.add(advised < now * (1 - 1e-9) ? 1 : 0)
    }
    const price = elasticity === 1 ? 'equal CPM' : 'CPM rises with money'
    const row = `${price}, ${installs} installs each`
    const free = { low: 0, high: Infinity }
    claims.push({ row, column: 'as now', value: regret.now.mean, error: regret.now.error, ...free })
    claims.push({ row, column: 'raw IPM', value: regret.raw.mean, error: regret.raw.error, ...free })
    claims.push({ row, column: 'advice', value: regret.advised.mean, error: regret.advised.error, ...free })
    said.push(`${(100 * worse.mean).toFixed(1)} % (${row})`)
  }
  const name = `response ${elasticity}, mean width ${width.mean.toFixed(2)}`
  prices.push({ row: name, value: held.mean, error: held.error, low: 0.93, high: 1 })
}
await reportEvidence({
  name: 'budget-regret',
  title: 'Budget: share of the conversions of an oracle that is missed at the same money',
  seed: SEED,
  remarks: [
    `${accounts.toLocaleString('en')} accounts a row: ${CREATIVES} creatives of one place, true CV 30 %, CPM spread 25 %, unequal money, φ = 2 learnt off by 20 %. The oracle knows every true cost and how prices rise, and may double or stop; raw IPM doubles and stops by the counted rate; the advice is the plan at the response read from 28 days, and what it places nowhere is spent in proportion on what it does not stop.`,
    `Where CPM rises, twice the money buys 2^0.8 times the impressions. Advice worse than spending as now: ${said.join(', ')}.`,
  ],
  claims,
  unit: 'share',
})
await reportEvidence({
  name: 'price-response',
  title: 'Budget: 95 % intervals of the price response hold it',
  seed: SEED,
  remarks: [
    `The same accounts, of 20 creatives and ${DAYS} days: money moves by a log-normal 40 % a day, prices by 10 % for all of them and by 10 % for each.`,
  ],
  claims: prices,
  unit: 'share',
})
