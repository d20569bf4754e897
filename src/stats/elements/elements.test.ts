import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { drawCount, drawNormal } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { logRates } from './log-rates.ts'
import { readElements } from './read-elements.ts'
import { shrinkEffects } from './shrink-effects.ts'
import type { ElementCreative, ElementsReading } from './types.ts'

const HOOKS = { Fail: 0.4, Story: 0.1, Plain: 0, Question: -0.4 }
const SIZES = { wide: 0, tall: 0.2 }

function simulate(seed: number, count = 80): ElementCreative[] {
  const random = seededGenerator(seed)
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]
  return Array.from({ length: count }, (_, i) => {
    const [hook, effect] = pick(Object.entries(HOOKS)) ?? ['', 0]
    const [size, more] = pick(Object.entries(SIZES)) ?? ['', 0]
    const conversions = drawCount(150 * Math.exp(effect + more + 0.15 * drawNormal(random)), 1, random)
    return {
      id: `creative ${i}`,
      logRate: Math.log((conversions + 0.5) / 10_000),
      variance: 1 / (conversions + 0.5),
      within: ['all'],
      values: [hook, size],
      exposure: 10_000,
      conversions,
    }
  })
}

function read(creatives: readonly ElementCreative[], elements = ['hook', 'size']): ElementsReading {
  const reading = readElements({ elements, creatives })
  if (!isComputed(reading)) throw new Error(reading.notComputed)
  return reading
}

function effectOf(reading: ElementsReading, element: string, value: string) {
  const found = reading.effects.find((own) => own.element === element && own.value === value)
  if (found === undefined || !isComputed(found.reading)) throw new Error(`no effect of ${value}`)
  return { ...found, ...found.reading }
}

describe('elements of creatives', () => {
  it('find what was put in, drawn a little to nothing', () => {
    const reading = read(simulate(1))
    const fail = effectOf(reading, 'hook', 'Fail')
    expect(fail.effect.low).toBeGreaterThan(1)
    expect(fail.qValue).toBeLessThan(0.01)
    expect(Math.abs(Math.log(fail.effect.ratio))).toBeLessThan(Math.abs(Math.log(fail.unshrunk.ratio)))
    expect(effectOf(reading, 'hook', 'Question').effect.high).toBeLessThan(1)
    const [tall, wide] = [effectOf(reading, 'size', 'tall'), effectOf(reading, 'size', 'wide')]
    expect(tall.effect.ratio * wide.effect.ratio).toBeCloseTo(1, 10)
    expect(tall.qValue).toBe(wide.qValue)
  })

  it('stay the same whatever values are called and however creatives are ordered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.constantFrom('x', 'ß ', 'zz'), (seed, mark) => {
        const creatives = simulate(seed, 40)
        const one = read(creatives)
        const other = read(
          creatives
            .map((own) => ({ ...own, values: own.values.map((value) => `${mark}${value}`) }))
            .toReversed(),
        )
        for (const { element, value } of one.effects) {
          const [a, b] = [effectOf(one, element, value), effectOf(other, element, `${mark}${value}`)]
          expect(b.effect.ratio / a.effect.ratio).toBeCloseTo(1, 6)
          expect(b.pValue).toBeCloseTo(a.pValue, 6)
          expect(b.qValue).toBeCloseTo(a.qValue, 6)
        }
        expect(other.spread.creative).toBeCloseTo(one.spread.creative, 6)
      }),
      { numRuns: 12 },
    )
  })

  it('do not depend on the scale of rates, nor on an element everybody has', () => {
    const creatives = simulate(4)
    const plain = effectOf(read(creatives), 'hook', 'Fail')
    const moved = read(
      creatives.map((own) => ({ ...own, logRate: own.logRate + 3, values: [...own.values, 'same'] })),
      ['hook', 'size', 'studio'],
    )
    expect(effectOf(moved, 'hook', 'Fail').effect.ratio).toBeCloseTo(plain.effect.ratio, 8)
    expect(moved.unread.map(({ element }) => element)).toEqual(['studio'])
  })

  it('merge what cannot be told apart, and say what is carried by too few', () => {
    const creatives = simulate(5).map((own, i) => ({
      ...own,
      values: [
        ...own.values,
        own.values[0] === 'Fail' ? 'loud' : `quiet ${own.values[0]}`,
        i < 2 ? 'rare' : 'usual',
      ],
    }))
    const reading = read(creatives, ['hook', 'size', 'sound', 'kind'])
    const loud = reading.effects.find(({ value }) => value === 'loud')
    expect(loud?.reading).toMatchObject({ notComputed: 'it cannot be told apart from hook = Fail' })
    expect(effectOf(reading, 'hook', 'Fail').alike).toMatchObject([{ element: 'sound', value: 'loud' }])
    expect(effectOf(reading, 'hook', 'Fail').effect.low).toBeGreaterThan(1)
    expect(reading.unread.map(({ element }) => element)).toEqual(['kind'])
  })

  it('compare inside groups alone: what only tells groups apart has no effect of its own', () => {
    const creatives = simulate(6).map((own, i) => ({
      ...own,
      within: [i % 2 === 0 ? 'one game' : 'other game'],
      logRate: own.logRate + (i % 2) * 2,
      values: [...own.values, i % 2 === 0 ? 'one' : 'other'],
    }))
    const reading = read(creatives, ['hook', 'size', 'game'])
    const game = reading.effects.filter(({ element }) => element === 'game')
    expect(game.map((own) => isComputed(own.reading))).toEqual([false, false])
    expect(effectOf(reading, 'hook', 'Fail').effect.low).toBeGreaterThan(1)
  })

  it('say the same of values whatever sets creatives apart whose values are not known', () => {
    const known = simulate(12)
    const unknown = simulate(13, 60).map((own) => ({ ...own, id: `other ${own.id}`, values: [null, null] }))
    const plain = read(known)
    for (const shift of [0, -1.5, 1.5]) {
      const reading = read([...known, ...unknown.map((own) => ({ ...own, logRate: own.logRate + shift }))])
      for (const [element, value] of [
        ...Object.keys(HOOKS).map((hook) => ['hook', hook]),
        ['size', 'tall'],
      ]) {
        const [one, other] = [plain, reading].map((own) => effectOf(own, element ?? '', value ?? '').unshrunk)
        // More creatives tell the spread between creatives better; what they are apart by tells nothing.
        expect(Math.abs(Math.log((other?.ratio ?? 0) / (one?.ratio ?? 1)))).toBeLessThan(0.01)
      }
    }
  })

  it('leave its effect to a value that comes without values of another element', () => {
    const creatives = simulate(14).map((own) => ({
      ...own,
      values: [own.values[0] ?? null, own.values[0] === 'Fail' ? null : (own.values[1] ?? null)],
    }))
    expect(effectOf(read(creatives), 'hook', 'Fail').effect.low).toBeGreaterThan(1)
  })

  it('say so where plain rates say the opposite', () => {
    const creatives = simulate(7).map((own) => {
      const isFail = own.values[0] === 'Fail'
      const rich = isFail ? 0.2 : 5
      return {
        ...own,
        within: [isFail === (own.conversions % 7 !== 0) ? 'poor' : 'rich'],
        conversions: own.conversions * rich,
        exposure: own.exposure,
      }
    })
    const fail = effectOf(read(creatives), 'hook', 'Fail')
    expect(fail.pooled).toBeLessThan(1)
    expect(fail.isMisleading).toBe(true)
  })

  it('propose only combinations of carried values that nobody ran', () => {
    const creatives = simulate(8).filter(({ values }) => values[0] !== 'Fail' || values[1] !== 'tall')
    const more = creatives.map((own, i) => ({ ...own, values: [...own.values, `length ${i % 3}`] }))
    const reading = read(more, ['hook', 'size', 'length'])
    if (!isComputed(reading.untried)) throw new Error(reading.untried.notComputed)
    const { combinations } = reading.untried
    const ran = new Set(more.map(({ values }) => values.join()))
    for (const { values, low, ratio, high, creativeLow, creativeHigh } of combinations) {
      expect(ran.has(values.join())).toBe(false)
      // Never met although chance would have brought several: taken as not possible together.
      expect(values[0] === 'Fail' && values[1] === 'tall').toBe(false)
      expect(creativeLow < low && low < ratio && ratio < high && high < creativeHigh).toBe(true)
    }
  })

  it('say what clear winners share that clear losers lack', () => {
    const { shared } = read(simulate(9))
    if (!isComputed(shared)) throw new Error(shared.notComputed)
    const [first] = shared.values
    expect(['Fail', 'Question']).toContain(first?.value)
    expect(first?.qValue).toBeLessThan(0.05)
    expect(shared.winners.length).toBeGreaterThan(2)
  })

  it('need ten creatives', () => {
    expect(readElements({ elements: ['hook'], creatives: simulate(10, 9) })).toMatchObject({
      code: 'not_enough_data',
    })
  })
})

describe('log rates of creatives', () => {
  const creatives = Array.from({ length: 6 }, (_, i) => ({
    id: String(i),
    cells: ['US', 'DE'].map((stratum, k) => ({
      stratum,
      exposure: 10_000 + 100 * i,
      conversions: 60 + 30 * k + 3 * i,
    })),
  }))
  const history = { base: 1, slope: 0, degreesOfFreedom: 0, source: 'history' } as const

  it('do not change when the rows of a creative are split', () => {
    const split = creatives.map(({ id, cells }) => ({
      id,
      cells: cells.flatMap((cell) =>
        [0.25, 0.75].map((share) => ({
          ...cell,
          exposure: share * cell.exposure,
          conversions: share * cell.conversions,
        })),
      ),
    }))
    const [whole, parts] = [creatives, split].map((own) =>
      logRates({ creatives: own, repeatable: true, history }),
    )
    for (const [k, { logRate, variance }] of (whole?.rates ?? []).entries()) {
      expect(parts?.rates[k]?.logRate).toBeCloseTo(logRate, 10)
      expect(parts?.rates[k]?.variance).toBeCloseTo(variance, 10)
    }
  })

  it('leave out what is expected to convert fewer than five times, and say so', () => {
    const few = { id: 'few', cells: [{ stratum: 'US', exposure: 100, conversions: 1 }] }
    const { rates, leftOut } = logRates({ creatives: [...creatives, few], repeatable: true, history })
    expect(rates.map(({ id }) => id)).not.toContain('few')
    expect(leftOut.few).toContain('5 are needed')
  })
})

describe('shrunk effects', () => {
  it('lie between nothing and what was measured, and few large ones among many small keep their size', () => {
    const measured = Array.from({ length: 100 }, (_, k) => ({
      estimate: k < 3 ? 0.6 : 0.05 * Math.sin(k),
      variance: 0.0064,
    }))
    const shrunk = shrinkEffects(measured, 0.95)
    for (const [k, { mean, low, high }] of shrunk.entries()) {
      const { estimate = 0 } = measured[k] ?? {}
      expect(Math.abs(mean)).toBeLessThanOrEqual(Math.abs(estimate) + 1e-9)
      expect(low < high && low <= mean && mean <= high).toBe(true)
    }
    expect(shrunk[0]?.mean).toBeGreaterThan(0.5)
    expect(Math.abs(shrunk[50]?.mean ?? 1)).toBeLessThan(0.02)
  })
})
