import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/value.json' with { type: 'json' }
import { isComputed } from '../not-computed.ts'
import { drawGamma, drawPoisson, type RandomGenerator } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { gammaQuantile } from '../special/gamma-quantile.ts'
import { productQuantile } from './product-quantile.ts'
import { type AmountEvidence, believedQuantile, type ShrunkAmounts, shrinkAmounts } from './shrink-amounts.ts'
import { unitSizes } from './unit-size.ts'

function shrunk(evidence: readonly AmountEvidence[], least = 0): ShrunkAmounts {
  const result = shrinkAmounts(evidence, { least })
  if (!isComputed(result)) throw new Error(result.notComputed)
  return result
}

function whole(cells: AmountEvidence['cells']): AmountEvidence {
  const sum = (read: (cell: AmountEvidence['cells'][number]) => number) =>
    cells.reduce((total, cell) => total + read(cell), 0)
  return { amount: sum(({ amount }) => amount), exposure: sum(({ exposure }) => exposure), cells }
}

describe('reference numbers of R', () => {
  it('are the quantiles of a product of gammas, to 0.3 % of its mean', () => {
    for (const [a = 1, b = 1, p = 0.5, quantile = 0] of reference.product) {
      const own = productQuantile({ shape: a, rate: a }, { shape: b, rate: b }, p)
      expect(Math.abs(own - quantile), `${a} × ${b} at ${p}`).toBeLessThan(3e-3)
    }
  })

  it('are the dispersion of a quasi-Poisson glm', () => {
    const cells = reference.cells.map(({ exposure, amount }) =>
      exposure.map((each, day) => ({ exposure: each, amount: amount[day] ?? 0 })),
    )
    expect(unitSizes(cells, 0)?.all.size).toBeCloseTo(reference.dispersion, 6)
  })
})

const cell = fc.record({
  amount: fc.integer({ min: 0, max: 1e8 }).map((cents) => cents / 100),
  exposure: fc.integer({ min: 1, max: 1e7 }),
})
const objects = fc
  .array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.some((cells) => cells.some(({ amount }) => amount > 1)))
  .map((all) => all.map(whole))

describe('what an amount is worth believing', () => {
  it('is positive, has its quantiles in order, and does not depend on the order of objects', () => {
    fc.assert(
      fc.property(objects, (evidence) => {
        const { objects: believed } = shrunk(evidence)
        const turned = shrunk(evidence.toReversed()).objects.toReversed()
        believed.forEach((one, index) => {
          expect(one.mean).toBeGreaterThan(0)
          expect(believedQuantile(one, 0.025)).toBeLessThanOrEqual(believedQuantile(one, 0.5))
          expect(believedQuantile(one, 0.5)).toBeLessThan(believedQuantile(one, 0.975))
          expect((turned[index]?.mean ?? 0) / one.mean).toBeCloseTo(1, 6)
          expect(one.weight).toBeGreaterThanOrEqual(0)
          expect(one.weight).toBeLessThanOrEqual(1)
        })
      }),
    )
  })

  it('is in the currency asked: cents are a hundred times as many', () => {
    fc.assert(
      fc.property(objects, (evidence) => {
        const cents = evidence.map(({ cells }) =>
          whole(cells.map(({ amount, exposure }) => ({ amount: 100 * amount, exposure }))),
        )
        const inCents = shrunk(cents).objects
        shrunk(evidence).objects.forEach(({ mean, shape }, index) => {
          expect((inCents[index]?.mean ?? 0) / (100 * mean)).toBeCloseTo(1, 6)
          expect((inCents[index]?.shape ?? 0) / shape).toBeCloseTo(1, 6)
        })
      }),
    )
  })

  it('is what all are like for an object without exposure', () => {
    const steady = Array.from({ length: 10 }, (_, day) => ({ amount: 40 + (day % 3), exposure: 100 }))
    const { objects: believed, mean } = shrunk([whole(steady), whole(steady), { ...whole([]), cells: [] }])
    expect(believed[2]?.weight).toBe(0)
    expect((believed[2]?.mean ?? 0) / mean).toBeCloseTo(1, 1)
  })

  it('says why there is none', () => {
    const code = (evidence: readonly AmountEvidence[]) => {
      const result = shrinkAmounts(evidence, { least: 0 })
      return isComputed(result) ? null : result.code
    }
    const one = { amount: 1, exposure: 10 }
    expect(code([])).toBe('no_exposure')
    expect(code([whole([{ amount: 0, exposure: 9 }])])).toBe('no_conversions')
    expect(code([whole([one])])).toBe('no_days')
    expect(code([whole([{ amount: -1, exposure: 3 }, one])])).toBe('invalid_counts')
    expect(code([whole([one, { amount: 2, exposure: 10 }])])).toBeNull()
  })
})

describe('a product', () => {
  const belief = fc.record({
    shape: fc.double({ min: 0.5, max: 1e6, noNaN: true }),
    rate: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  })
  it('has quantiles in order, whichever factor comes first', () => {
    fc.assert(
      fc.property(belief, belief, (one, other) => {
        const at = (p: number) => productQuantile(one, other, p)
        expect(at(0.1)).toBeLessThan(at(0.5))
        expect(at(0.5)).toBeLessThan(at(0.975))
        expect(productQuantile(other, one, 0.1) / at(0.1)).toBeCloseTo(1, 6)
      }),
    )
  })

  it('is the other factor where one is certain', () => {
    const own = productQuantile({ shape: 1e9, rate: 1e9 }, { shape: 2, rate: 2 }, 0.1)
    expect(own / (gammaQuantile(2, 0.1) / 2)).toBeCloseTo(1, 3)
  })
})

/** Creatives whose true worth is known: purchases by chance, prices by chance, one draw of each creative's worth. */
function simulate(random: RandomGenerator): { truth: number; evidence: AmountEvidence }[] {
  return Array.from({ length: 40 }, () => {
    const truth = 0.5 * (drawGamma(6, random) / 6)
    const daily = 5 + 100 * random() ** 3
    const cells = Array.from({ length: 28 }, () => {
      const exposure = drawPoisson(daily, random)
      const purchases = drawPoisson((exposure * truth) / 8, random)
      return { exposure, amount: purchases === 0 ? 0 : (8 * drawGamma(purchases * 0.8, random)) / 0.8 }
    })
    return { truth, evidence: whole(cells) }
  })
}

describe('simulated accounts', () => {
  it('hold the truth in 95 of 100 intervals, and shrinking brings values nearer to it', () => {
    const random = seededGenerator(4)
    let inside = 0
    let all = 0
    let raw = 0
    let drawn = 0
    for (let account = 0; account < 25; account++) {
      const simulated = simulate(random)
      shrunk(simulated.map(({ evidence }) => evidence)).objects.forEach((believed, index) => {
        const { truth = 0, evidence } = simulated[index] ?? {}
        const holds = believedQuantile(believed, 0.025) <= truth && truth <= believedQuantile(believed, 0.975)
        inside += holds ? 1 : 0
        all += 1
        raw += ((evidence?.amount ?? 0) / (evidence?.exposure ?? 1) - truth) ** 2
        drawn += (believed.mean - truth) ** 2
      })
    }
    expect(inside / all).toBeGreaterThan(0.935)
    expect(inside / all).toBeLessThan(0.975)
    expect(drawn / raw).toBeLessThan(0.8)
  })
})
