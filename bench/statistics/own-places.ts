import {
  drawCount,
  drawGamma,
  isComputed,
  type RankedCreative,
  rankCreatives,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, drawQuality, learntPhi, shareError, times } from './kit.ts'

const STRATA = 12
const BASE = 0.01
const SEED = 909
const random = seededGenerator(SEED)

interface World {
  /** Creatives shown in five to eight strata, and in one to three. */
  readonly wide: number
  readonly narrow: number
  readonly phi: number
  /** Spread of qualities, and of the creative × stratum interaction. */
  readonly cv: number
  readonly interaction: number
}

/** What was said of a creative that was judged in its own places, and what is true there. */
interface Judged {
  readonly said: RankedCreative
  readonly rate: number
  readonly others: number
}

function drawStrata(count: number, quality: number, multiplier: readonly number[]): number[] {
  return multiplier
    .map((m, s) => ({ s, key: Math.log(m) * (quality - 1) * 3 + random() * 1.5 }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ s }) => s)
}

/** An account in which most creatives saw one to three of the strata, the better ones rather the poorer strata. */
function oneAccount({ wide, narrow, phi, cv, interaction }: World): Judged[] {
  const multiplier = Array.from({ length: STRATA }, () => Math.exp(0.85 * (random() * 2 - 1)))
  const truths = Array.from({ length: wide + narrow }, (_, i) => {
    const quality = cv > 0 ? drawQuality(cv, 'gamma', random) : 1
    const shown = i < wide ? 5 + Math.floor(random() * 4) : 1 + Math.floor(random() * 3)
    const places = drawStrata(shown, quality, multiplier).map((s) => {
      const fit = interaction > 0 ? drawGamma(interaction ** -2, random) * interaction ** 2 : 1
      return { s, fit, weight: drawGamma(1, random) + 0.1 }
    })
    const total = places.reduce((sum, { weight }) => sum + weight, 0)
    const over = (f: (place: { s: number; fit: number }) => number) =>
      places.reduce((sum, place) => sum + (place.weight / total) * f(place), 0)
    const rate = BASE * quality * over(({ s, fit }) => (multiplier[s] ?? 1) * fit)
    const exposure = (25 * 16 ** random()) / rate
    const cells = places.map(({ s, fit, weight }) => {
      const shownThere = (exposure * weight) / total
      const expected = shownThere * BASE * quality * (multiplier[s] ?? 1) * fit
      return { stratum: String(s), exposure: shownThere, conversions: drawCount(expected, phi, random) }
    })
    return { quality, rate, exposure, typical: BASE * over(({ s }) => multiplier[s] ?? 1), cells }
  })
  const { creatives } = rankCreatives({
    creatives: truths.map(({ cells }, i) => ({ id: String(i), cells })),
    repeatable: true,
    history: { base: learntPhi(phi, random), slope: 0, degreesOfFreedom: 0, source: 'history' },
  })
  const shown = truths.reduce((sum, { exposure }) => sum + exposure, 0)
  const weighted = truths.reduce((sum, { exposure, quality }) => sum + exposure * quality, 0)
  return creatives.flatMap((said) => {
    const truth = truths[Number(said.id)]
    if (truth === undefined || !said.reasons.some(({ code }) => code === 'own_places')) return []
    const { quality, exposure, rate, typical } = truth
    return [{ said, rate, others: (typical * (weighted - exposure * quality)) / (shown - exposure) }]
  })
}

const covered: Claim[] = []
const decided: Claim[] = []
const remarks: string[] = []
for (const [wide, narrow, small, large, least] of [
  [24, 36, 30, 600, 0.93],
  [6, 9, 120, 2_400, 0.9],
] as const) {
  for (const phi of [1, 2]) measure({ wide, narrow, phi }, times(small, large), least)
}

function measure(size: Pick<World, 'wide' | 'narrow' | 'phi'>, runs: number, least: number): void {
  const column = `φ ${size.phi}`
  const count = size.wide + size.narrow
  const ofRate = new Average()
  const ofChange = new Average()
  const made = { scale: 0, sunset: 0 }
  const right = { scale: 0, sunset: 0 }
  let judged = 0
  for (let run = 0; run < runs; run++) {
    const account = oneAccount({ ...size, cv: 0.3, interaction: 0.2 })
    judged += account.length
    for (const { said, rate, others } of account) {
      const { posteriorInterval: interval, cpiChange: change, decision } = said
      if (isComputed(interval)) ofRate.add(interval.low <= rate && rate <= interval.high ? 1 : 0)
      const truth = others / rate - 1
      if (isComputed(change)) ofChange.add(change.low <= truth && truth <= change.high ? 1 : 0)
      if (decision !== 'scale' && decision !== 'sunset') continue
      made[decision]++
      if (decision === 'scale' ? rate > 1.1 * others : rate < 0.9 * others) right[decision]++
    }
  }
  const coverage = (what: string, { mean, error }: Average) =>
    // Creatives of one account share its errors: two are taken for one.
    covered.push({
      row: `${count} creatives, ${what}`,
      column,
      value: mean,
      error: error * Math.SQRT2,
      low: least,
      high: 0.97,
    })
  coverage('rate in its own places', ofRate)
  coverage('change of cost against the others there', ofChange)
  for (const decision of ['scale', 'sunset'] as const) {
    const value = right[decision] / made[decision]
    const row = `${count} creatives, ${decision === 'scale' ? 'scaled: truly more than 10 % above' : 'stopped: truly more than 10 % below'}`
    decided.push({ row, column, value, error: shareError(value, made[decision]), low: 0.8, high: Infinity })
  }
  const share = (100 * judged) / (runs * count)
  remarks.push(
    `Of ${count} creatives at φ ${size.phi} ${share.toFixed(0)} % were judged in their own places; of those ${((100 * made.scale) / judged).toFixed(0)} % were scaled and ${((100 * made.sunset) / judged).toFixed(0)} % stopped.`,
  )
  let wrong = 0
  let alike = 0
  for (let run = 0; run < runs; run++) {
    for (const { said } of oneAccount({ ...size, cv: 0, interaction: 0 })) {
      alike++
      if (said.decision === 'scale' || said.decision === 'sunset') wrong++
    }
  }
  decided.push({
    row: `${count} creatives all alike: scaled or stopped`,
    column,
    value: wrong / alike,
    error: shareError(wrong / alike, alike),
    low: 0,
    high: 0.05,
  })
}

await reportEvidence({
  name: 'own-places',
  title: 'Own places: share of 95 % intervals that cover',
  seed: SEED,
  remarks: [
    `${times(30, 600)} accounts of 60 creatives and ${times(120, 2_400).toLocaleString('en')} of 15; two fifths were shown in 5–8 of ${STRATA} strata, the others in 1–3, better ones leaning to poorer strata; 25–400 installs a creative, quality CV 30 %, interaction sd 0.2; φ is the account’s, off by a log-normal 20 %. Only creatives judged in their own places count.`,
    ...remarks,
  ],
  claims: covered,
  unit: 'share',
})
await reportEvidence({
  name: 'own-places-decisions',
  title: 'Own places: decisions that are right',
  seed: SEED,
  remarks: [
    'The same accounts, and as many in which all creatives have one quality everywhere; a decision asks for 80 %.',
  ],
  claims: decided,
  unit: 'share',
})
