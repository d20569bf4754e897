import { describe, expect, it } from 'vitest'
import { drawBinomial, drawMultinomial } from './binomial.ts'
import { drawGamma, drawUnitGamma } from './gamma.ts'
import { drawNegativeBinomial } from './negative-binomial.ts'
import { drawNormal, drawUnitLogNormal, normalCdf } from './normal.ts'
import { drawPoisson } from './poisson.ts'
import { Random } from './random.ts'

const DRAWS = 40_000

function moments(draw: (random: Random) => number): { mean: number; variance: number } {
  const random = Random.fromSeed('moments')
  let sum = 0
  let squares = 0
  for (let index = 0; index < DRAWS; index += 1) {
    const value = draw(random)
    sum += value
    squares += value * value
  }
  const mean = sum / DRAWS
  return { mean, variance: squares / DRAWS - mean * mean }
}

function expectMoments(draw: (random: Random) => number, mean: number, variance: number): void {
  const found = moments(draw)
  expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS))
  expect(found.variance / variance).toBeGreaterThan(0.93)
  expect(found.variance / variance).toBeLessThan(1.07)
}

describe('Random', () => {
  it('gives the numbers of the reference implementation of xoshiro128**', () => {
    const random = Random.fromState([1, 2, 3, 4])
    const words = Array.from({ length: 10 }, () => random.word())
    expect(words).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  it('forks by label, however far it has been read', () => {
    const random = Random.fromSeed('a')
    const before = random.fork('x', 1).word()
    random.uniform()
    expect(random.fork('x', 1).word()).toBe(before)
    expect(random.fork('x', 2).word()).not.toBe(before)
    expect(Random.fromSeed('b').fork('x', 1).word()).not.toBe(before)
  })

  it('is uniform', () => {
    expectMoments((random) => random.uniform(), 1 / 2, 1 / 12)
    expectMoments((random) => random.fork(random.word()).uniform(), 1 / 2, 1 / 12)
  })
})

describe('draws have the mean and variance they should', () => {
  it('normal', () => {
    expectMoments(drawNormal, 0, 1)
    expectMoments((random) => drawUnitLogNormal(random, 0.3), 1, Math.exp(0.09) - 1)
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021, 6)
    expect(normalCdf(-1)).toBeCloseTo(0.1586553, 6)
  })

  it.each([0.4, 1, 7.5])('gamma of shape %d', (shape) => {
    expectMoments((random) => drawGamma(random, shape), shape, shape)
  })

  it('gamma of mean 1', () => {
    expectMoments((random) => drawUnitGamma(random, 0.2), 1, 0.2)
    expect(drawUnitGamma(Random.fromSeed('one'), 0)).toBe(1)
  })

  it.each([0.3, 5, 30, 4000])('Poisson of mean %d', (mean) => {
    expectMoments((random) => drawPoisson(random, mean), mean, mean)
  })

  it.each([
    [10, 0.2],
    [1000, 0.004],
    [200, 0.35],
    [90_000, 0.9],
  ])('binomial of %d trials and chance %d', (trials, chance) => {
    const mean = trials * chance
    expectMoments((random) => drawBinomial(random, trials, chance), mean, mean * (1 - chance))
  })

  it('negative binomial', () => {
    const mean = 40
    const variance = mean * (1.5 + 0.01 * mean)
    expectMoments((random) => drawNegativeBinomial(random, mean, { phi: 1.5, eta: 0.01 }), mean, variance)
  })

  it('multinomial spreads every trial', () => {
    const random = Random.fromSeed('spread')
    const counts = drawMultinomial(random, 10_000, [0.1, 0, 0.6, 0.3])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000)
    expect(counts[1]).toBe(0)
    expect(drawMultinomial(random, 5, [0, 0])).toEqual([0, 0])
  })
})
