import { expect, test } from 'vitest'
import { seededGenerator } from '#stats/index.ts'
import { readAsos, readOverTime } from '../support/real-data/asos.ts'
import { errorsWithoutDifference } from '../support/real-data/no-difference.ts'
import { predictBetterArm } from '../support/real-data/predict-better-arm.ts'
import { readUpworthy } from '../support/real-data/upworthy.ts'
import { requirement } from '../support/requirement.ts'

// All tests and more seeds: bench/statistics/real-data.ts, with its figures in docs/statistics/evidence.md.
requirement('shared-data').describe('statements about real tests', () => {
  test('made on a fifth of the traffic of headline tests come true on the rest', async () => {
    const tests = (await readUpworthy()).filter(({ inBadWeeks }, k) => !inBadWeeks && k % 3 === 0)
    const { bins, ours, raw, gain } = predictBetterArm(tests, () => 0.2, seededGenerator(31))
    for (const bin of bins) {
      if (bin.arms < 200) continue
      expect(Math.abs(bin.withAllTraffic - bin.stated)).toBeLessThan(0.08)
    }
    expect(Math.abs(ours.promised / ours.delivered - 1)).toBeLessThan(0.06)
    expect(raw.promised / raw.delivered).toBeGreaterThan(1.2)
    expect(gain.mean).toBeGreaterThan(-2 * gain.error)
  })

  test('do not tell random halves of an arm apart, however often they are looked at', async () => {
    const arms = (await readUpworthy()).flatMap((each) => each.arms).filter((_, k) => k % 40 === 0)
    const { pairs, once, anyLook, peekSafe } = errorsWithoutDifference(arms, 28, seededGenerator(32))
    expect(pairs).toBeGreaterThan(250)
    expect(once).toBeLessThan(0.09)
    expect(anyLook).toBeGreaterThan(0.09)
    expect(peekSafe).toBeLessThan(0.03)
  })

  test('are hardly taken back in experiments of ASOS, unlike p-values read at every snapshot', async () => {
    const experiments = await readAsos()
    expect(experiments).toHaveLength(99)
    const read = experiments.map((experiment) => readOverTime(experiment, 0.02))
    const naive = read.filter((own) => own.naive !== null)
    const safe = read.filter((own) => own.peekSafe !== null)
    const takenBack = (found: typeof read) => found.filter(({ atTheEnd }) => !atTheEnd).length / found.length
    expect(safe.length).toBeGreaterThan(15)
    expect(takenBack(naive)).toBeGreaterThan(0.3)
    expect(takenBack(safe)).toBeLessThan(0.15)
  })
})
