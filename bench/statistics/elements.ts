import {
  drawCount,
  drawNormal,
  type ElementCreative,
  isComputed,
  readElements,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, times } from './kit.ts'

// The mixture of scales was chosen on other seeds (3, 4, 9, 21).
const SEED = 909
const CREATIVES = 150
const TAGS = 200
const INSTALLS = 60
const SPREAD = 0.25
const IN_BLOCK = 10
const LATENT = 0.5
const FOUND = 0.05

const random = seededGenerator(SEED)

interface Design {
  readonly name: string
  readonly blocks: boolean
  readonly real: boolean
}

const designs: readonly Design[] = [
  { name: 'independent tags, 30 real', blocks: false, real: true },
  { name: 'tags in blocks of 10, 30 real', blocks: true, real: true },
  { name: 'independent tags, none real', blocks: false, real: false },
  { name: 'tags in blocks of 10, none real', blocks: true, real: false },
]

/** 10 × ±0.4, 20 × ±0.2, on tags anywhere. */
function trueEffects({ real }: Design): number[] {
  const effects = Array.from({ length: TAGS }, (_, j) => {
    const size = j < 10 ? 0.4 : j < 30 ? 0.2 : 0
    return real ? (random() < 0.5 ? -size : size) : 0
  })
  for (let j = TAGS - 1; j > 0; j--) {
    const k = Math.floor(random() * (j + 1))
    const [a = 0, b = 0] = [effects[j], effects[k]]
    effects[j] = b
    effects[k] = a
  }
  return effects
}

/** Who carries each tag: those with the highest latent scores, which correlate inside a block. */
function carriers({ blocks }: Design): boolean[][] {
  const prevalence = Array.from({ length: TAGS }, () => 0.03 + 0.37 * random())
  const scores = Array.from({ length: TAGS }, () => new Float64Array(CREATIVES))
  for (let i = 0; i < CREATIVES; i++) {
    let common = 0
    for (let j = 0; j < TAGS; j++) {
      if (j % IN_BLOCK === 0) common = drawNormal(random)
      const own = drawNormal(random)
      const score = scores[j]
      if (score !== undefined)
        score[i] = blocks ? Math.sqrt(LATENT) * common + Math.sqrt(1 - LATENT) * own : own
    }
  }
  return scores.map((own, j) => {
    const least = own.toSorted()[CREATIVES - Math.max(1, Math.round((prevalence[j] ?? 0) * CREATIVES))] ?? 0
    return Array.from(own, (score) => score >= least)
  })
}

function simulate(design: Design) {
  const effects = trueEffects(design)
  const carried = carriers(design)
  const creatives = Array.from({ length: CREATIVES }, (_, i): ElementCreative => {
    const rate = effects.reduce(
      (sum, effect, j) => sum + (carried[j]?.[i] ? effect : 0),
      SPREAD * drawNormal(random),
    )
    const conversions = drawCount(INSTALLS * Math.exp(rate), 1, random)
    return {
      id: String(i),
      logRate: Math.log((conversions + 0.5) / INSTALLS),
      variance: 1 / (conversions + 0.5),
      within: [],
      values: carried.map((own) => (own[i] ? 'yes' : 'no')),
      exposure: INSTALLS,
      conversions,
    }
  })
  const reading = readElements({ elements: effects.map((_, j) => `tag ${j}`), creatives })
  if (!isComputed(reading)) throw new Error(reading.notComputed)
  return reading.effects.flatMap(({ element, value, reading: own }) =>
    value === 'yes' && isComputed(own) ? [{ truth: effects[Number(element.slice(4))] ?? 0, ...own }] : [],
  )
}

const runs = times(12, 500)
const discoveries: Claim[] = []
const coverage: Claim[] = []
const remarks: string[] = []
for (const design of designs) {
  const falseShare = new Average()
  const measured = new Average()
  const believed = new Average()
  const bias = new Average()
  const power = { large: new Average(), small: new Average() }
  for (let run = 0; run < runs; run++) {
    const found = simulate(design)
    const named = found.filter(({ qValue }) => qValue <= FOUND)
    falseShare.add(named.length === 0 ? 0 : named.filter(({ truth }) => truth === 0).length / named.length)
    const holds = (low: number, high: number, truth: number) =>
      low <= Math.exp(truth) && Math.exp(truth) <= high
    const shareOf = (read: (own: (typeof found)[number]) => boolean) =>
      found.filter(read).length / found.length
    measured.add(shareOf(({ unshrunk: { low, high }, truth }) => holds(low, high, truth)))
    believed.add(shareOf(({ effect: { low, high }, truth }) => holds(low, high, truth)))
    for (const { truth, unshrunk, qValue } of found) {
      if (truth === 0) continue
      bias.add(Math.log(unshrunk.ratio) / truth - 1)
      power[Math.abs(truth) > 0.3 ? 'large' : 'small'].add(Number(qValue <= FOUND))
    }
  }
  discoveries.push({ row: design.name, value: falseShare.mean, error: falseShare.error, low: 0, high: 0.1 })
  coverage.push({
    row: design.name,
    column: 'as measured',
    value: measured.mean,
    error: measured.error,
    low: 0.93,
    high: 0.97,
  })
  // Where nothing is real, effects are drawn to exactly that and nearly every interval holds it: nothing to bound from above.
  coverage.push({
    row: design.name,
    column: 'worth believing',
    value: believed.mean,
    error: believed.error,
    low: 0.93,
    high: design.real ? 0.97 : 1,
  })
  if (design.real)
    remarks.push(
      `${design.name}: ${Math.round(100 * power.large.mean)} % of ±0.4 and ${Math.round(100 * power.small.mean)} % of ±0.2 found, bias of real effects as measured ${(100 * bias.mean).toFixed(1)} % ± ${(100 * bias.error).toFixed(1)}.`,
    )
}
const size = `${runs.toLocaleString('en')} runs a row: ${CREATIVES} creatives of about ${INSTALLS} installs, ${TAGS} tags that 3–40 % of them carry, 10 effects of ±0.4 and 20 of ±0.2 or none, spread of creatives ${SPREAD}; in blocks the latent scores correlate by ${LATENT}. Found: q ≤ ${FOUND}.`
await reportEvidence({
  name: 'elements-discoveries',
  title: 'Elements: share of false finds',
  seed: SEED,
  remarks: [size, ...remarks],
  claims: discoveries,
  unit: 'share',
})
await reportEvidence({
  name: 'elements-coverage',
  title: 'Elements: 95 % intervals cover',
  seed: SEED,
  remarks: [size],
  claims: coverage,
  unit: 'share',
})

/** 20,000 creatives × 30 elements of six values each. */
function largeAccount(): ElementCreative[] {
  return Array.from({ length: 20_000 }, (_, i) => {
    const values = Array.from({ length: 30 }, () => `value ${Math.floor(6 * random())}`)
    const rate = values.reduce(
      (sum, value, j) => sum + (j < 5 && value === 'value 0' ? 0.2 : 0),
      SPREAD * drawNormal(random),
    )
    const conversions = drawCount(INSTALLS * Math.exp(rate), 1, random)
    return {
      id: String(i),
      logRate: Math.log((conversions + 0.5) / INSTALLS),
      variance: 1 / (conversions + 0.5),
      within: ['one', 'video', `quarter ${i % 4}`],
      values,
      exposure: INSTALLS,
      conversions,
    }
  })
}

const account = largeAccount()
const started = process.cpuUsage()
const reading = readElements({
  elements: Array.from({ length: 30 }, (_, j) => `element ${j}`),
  creatives: account,
})
const { user, system } = process.cpuUsage(started)
if (!isComputed(reading)) throw new Error(reading.notComputed)
await reportEvidence({
  name: 'elements-speed',
  title: 'Elements: speed',
  seed: SEED,
  remarks: ['Effects, winners and losers, untried combinations, first run in this process; processor time.'],
  claims: [
    {
      row: '20,000 creatives × 30 elements of 6 values',
      value: (user + system) / 1e6,
      error: 0,
      low: 0,
      high: 10,
    },
  ],
  unit: 'seconds',
})
