import { existsSync } from 'node:fs'
import { sampleRatioCheck, seededGenerator } from '../../src/stats/index.ts'
import { readAsos, readOverTime } from '../../test/support/real-data/asos.ts'
import { errorsWithoutDifference } from '../../test/support/real-data/no-difference.ts'
import { type Prediction, predictBetterArm } from '../../test/support/real-data/predict-better-arm.ts'
import { readUpworthy, type UpworthyTest } from '../../test/support/real-data/upworthy.ts'
import { sharedData } from '../../test/support/shared-data.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, shareError, times } from './kit.ts'

const SEED = 707
const DAYS = 28
const random = seededGenerator(SEED)
const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** Predictions from several random fifths of the traffic as one. */
function predictions(tests: readonly UpworthyTest[], shareOf: (next: () => number) => number): Prediction[] {
  return Array.from({ length: times(1, 10) }, () => predictBetterArm(tests, shareOf, random))
}

function calibration(all: readonly Prediction[]): Claim[] {
  const [first] = all
  return (first?.bins ?? []).map(({ from, to, arms }, k) => {
    const same = all.flatMap(({ bins }) => bins.slice(k, k + 1))
    const count = same.reduce((sum, bin) => sum + bin.arms, 0)
    const mean = (read: (bin: (typeof same)[number]) => number) =>
      same.reduce((sum, bin) => sum + (bin.arms > 0 ? bin.arms * read(bin) : 0), 0) / count
    const stated = mean((bin) => bin.stated)
    const value = mean((bin) => bin.withAllTraffic)
    return {
      row: `${from * 100}–${to * 100} %, on average ${percent(stated)}`,
      column: 'true',
      value,
      error: shareError(value, Math.max(arms, 1)),
      low: from,
      high: to,
    }
  })
}

function average(all: readonly Prediction[], read: (prediction: Prediction) => number): number {
  return all.reduce((sum, prediction) => sum + read(prediction), 0) / all.length
}

async function reportPredictions(tests: readonly UpworthyTest[]): Promise<void> {
  const even = predictions(tests, () => 0.2)
  const uneven = predictions(tests, (next) => 0.05 + 0.3 * next())
  await reportEvidence({
    name: 'upworthy-best',
    title: 'Upworthy: P(best) stated on a fifth of the traffic, and what all traffic says',
    seed: SEED,
    remarks: [
      `${even[0]?.tests.toLocaleString('en')} headline tests outside of the bad weeks, ${times(1, 10)} random fifths of their traffic each. “True” is the mean of P(best) once all traffic is known, which honest statements equal on average; the errors are those of one fifth.`,
    ],
    claims: calibration(even),
    unit: 'share',
  })
  const claims = (
    [
      ['a fifth of every arm', even],
      ['between 5 and 35 % of each arm', uneven],
    ] as const
  ).map(([row, all]): Claim => {
    const ratios = new Average()
    for (const { ours } of all) ratios.add(ours.promised / ours.delivered)
    return { row, value: ratios.mean, error: ratios.error, low: 0.95, high: 1.05 }
  })
  const compare = (name: string, all: readonly Prediction[]) =>
    `${name}: raw leaders promise ${average(all, ({ raw }) => raw.promised / raw.delivered).toFixed(2)} times what the rest delivers; our picks fall ${percent(average(all, ({ regret }) => regret.ours))} short of the best arm of the rest, raw leaders ${percent(average(all, ({ regret }) => regret.raw))} (its noise included in both).`
  await reportEvidence({
    name: 'upworthy-picks',
    title: 'Upworthy: rate promised for the arm picked ÷ rate delivered by the rest of its traffic',
    seed: SEED,
    remarks: [
      'The arm picked is the one with the highest shrunk rate; errors are between random shares.',
      compare('With a fifth of every arm', even),
      compare('With unequal shares', uneven),
    ],
    claims,
    unit: 'ratio',
  })
}

async function reportSplits(tests: readonly UpworthyTest[]): Promise<void> {
  const flagged = (inBadWeeks: boolean) => {
    const own = tests.filter((test) => test.inBadWeeks === inBadWeeks)
    const share =
      own.filter(
        ({ arms }) =>
          sampleRatioCheck(
            arms.map(({ impressions }) => impressions),
            arms.map(() => 1 / arms.length),
          ).flagged,
      ).length / own.length
    return { value: share, error: shareError(share, own.length), count: own.length }
  }
  const bad = flagged(true)
  const other = flagged(false)
  await reportEvidence({
    name: 'upworthy-split',
    title: 'Upworthy: share of tests whose sample ratio is flagged',
    seed: null,
    remarks: [
      `The archive’s authors found that tests of weeks 201326–201402 (${bad.count} of them here, ${other.count} others) were not split at random one by one.`,
    ],
    claims: [
      { row: 'the published bad weeks', value: bad.value, error: bad.error, low: 0.6, high: 1 },
      { row: 'all other weeks', value: other.value, error: other.error, low: 0, high: 0.02 },
    ],
    unit: 'share',
  })
}

async function reportHalves(tests: readonly UpworthyTest[]): Promise<void> {
  const arms = tests.flatMap((test) => test.arms)
  const step = times(20, 2)
  const { pairs, once, anyLook, peekSafe } = errorsWithoutDifference(
    arms.filter((_, k) => k % step === 0),
    DAYS,
    random,
  )
  const claim = (row: string, share: number, high: number) => {
    return { row, value: share, error: shareError(share, pairs), low: 0, high }
  }
  await reportEvidence({
    name: 'upworthy-halves',
    title: 'Upworthy: share of arms whose random halves are told apart',
    seed: SEED,
    remarks: [
      `${pairs.toLocaleString('en')} arms, each split at random into two halves and dealt over ${DAYS} days, read after every one of them, φ = 1.`,
    ],
    claims: [
      claim('e ≥ 20 at any look (peek-safe)', peekSafe, 0.05),
      claim('p < 0.05, read once at the end', once, 0.06),
      claim('p < 0.05 at any look, as a warning', anyLook, Infinity),
    ],
    unit: 'share',
  })
}

async function reportAsos(): Promise<void> {
  const lift = 0.02
  const read = (await readAsos()).map((experiment) => readOverTime(experiment, lift))
  const takenBack = (row: string, found: typeof read): Claim => {
    const share = found.filter(({ atTheEnd }) => !atTheEnd).length / found.length
    const count = `${row}: ${found.length} found a difference`
    return { row: count, value: share, error: shareError(share, found.length), low: 0, high: Infinity }
  }
  const atTheEnd = read.filter((own) => own.atTheEnd).length
  await reportEvidence({
    name: 'asos',
    title: 'ASOS: finds that one reading at the end takes back',
    seed: null,
    remarks: [
      `${read.length} variants against their controls, ${read.reduce((sum, { looks }) => sum + looks, 0).toLocaleString('en')} snapshots, each read when it came; the mixture is tuned to a lift of ${percent(lift)}, φ = 1. Read once at the end, ${atTheEnd} are significant. Nobody knows which differences are real.`,
    ],
    claims: [
      takenBack(
        'p < 0.05 at some snapshot',
        read.filter(({ naive }) => naive !== null),
      ),
      takenBack(
        'e ≥ 20 at some snapshot (peek-safe)',
        read.filter(({ peekSafe }) => peekSafe !== null),
      ),
    ],
    unit: 'share',
  })
}

if (existsSync(sharedData(''))) {
  const tests = await readUpworthy()
  const sound = tests.filter(({ inBadWeeks }) => !inBadWeeks)
  await reportSplits(tests)
  await reportPredictions(sound)
  await reportHalves(sound)
  await reportAsos()
} else {
  console.log('skipped: the real data are not beside the checkout (../shared/data)')
}
