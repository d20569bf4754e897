import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/elements.json' with { type: 'json' }
import { fisherExact } from '../comparison/fisher-exact.ts'
import { studentTail } from '../special/student-tail.ts'
import { carriedValues } from './carried-values.ts'
import { elementDesign } from './element-design.ts'
import { fitSpreads } from './fit-spreads.ts'
import { SpreadMoments } from './spread-moments.ts'
import { unknownColumns } from './unknown-columns.ts'

function dataOf({ y, v, x, z }: (typeof reference.fits)[number]) {
  const entries = y.map((_, i) => z.flatMap((column, k) => (column[i] === 1 ? [k] : [])))
  const start = new Int32Array(y.length + 1)
  for (const [i, own] of entries.entries()) start[i + 1] = (start[i] ?? 0) + own.length
  const column = Int32Array.from(entries.flat())
  return {
    logRate: Float64Array.from(y),
    variance: Float64Array.from(v),
    fixed: x.map((own) => Float64Array.from(own)),
    design: {
      columns: z.length,
      start,
      column,
      weight: new Float64Array(column.length).fill(1),
      carries: [],
      differs: [],
    },
  }
}

describe('elements against dense matrices and SciPy', () => {
  it('restricted likelihood, predictions and tests to 1e-8', () => {
    const heights = new Map<number, number>()
    for (const one of reference.fits) {
      const moments = new SpreadMoments(dataOf(one), one.creative)
      // The package leaves out a constant that depends on the fixed columns alone.
      const offset = moments.logLikelihood(one.element) - one.height
      expect(Math.abs(offset - (heights.get(one.y.length) ?? offset))).toBeLessThan(1e-8)
      heights.set(one.y.length, offset)
      one.means.forEach((mean, k) => {
        const read = moments.read(moments.reduce(new Map([[k, 1]])), one.element)
        const [estimate = 0, variance = 0] = one.tests[k] ?? []
        expect(Math.abs(read.mean - mean)).toBeLessThan(1e-8)
        expect(Math.abs(read.variance - (one.variances[k] ?? 0))).toBeLessThan(1e-8)
        expect(Math.abs((read.free?.estimate ?? 0) - estimate)).toBeLessThan(1e-7 * (1 + Math.abs(estimate)))
        expect(Math.abs((read.free?.variance ?? 0) / variance - 1)).toBeLessThan(1e-7)
      })
    }
  })

  it('tests of values where those of some creatives are not known, to 1e-7', () => {
    const { y, v, hook, size, contrasts, fits } = reference.unknown
    const creatives = y.map((_, i) => ({ values: [hook[i] ?? null, size[i] ?? null] }))
    const ones = [new Float64Array(y.length).fill(1)]
    const carried = carriedValues(['hook', 'size'], creatives, ones)
    const values = creatives.map((own) => own.values)
    const unknown = unknownColumns(carried.missing, values, ones, 10)
    expect(unknown.columns).toHaveLength(1)
    const design = elementDesign(carried, y.length, unknown.isApart)
    const data = {
      ...{ logRate: Float64Array.from(y), variance: Float64Array.from(v) },
      ...{ fixed: [...ones, ...unknown.columns], design },
    }
    for (const { creative, element, tests } of fits) {
      const moments = new SpreadMoments(data, creative)
      for (const [k, [estimate = 0, variance = 0] = []] of tests.entries()) {
        const contrast = design.differs[carried.values.findIndex(({ value }) => value === contrasts[k])]
        const free = moments.read(moments.reduce(contrast ?? new Map()), element).free
        expect(Math.abs((free?.estimate ?? 0) - estimate)).toBeLessThan(1e-7)
        expect(Math.abs((free?.variance ?? 0) / variance - 1)).toBeLessThan(1e-7)
      }
    }
  })

  it('the highest restricted likelihood, to 0.05 of its logarithm', () => {
    for (const one of reference.fits) {
      const data = dataOf(one)
      const { likeliest } = fitSpreads(data)
      const height = new SpreadMoments(data, likeliest.creative).logLikelihood(likeliest.element)
      const best = new SpreadMoments(data, one.creative).logLikelihood(one.element) + (one.best - one.height)
      // Priors on the spreads move the mode a little where 24 or 30 creatives leave it open.
      expect(best - height).toBeLessThan(one.y.length > 50 ? 0.05 : 0.7)
    }
  })

  it('Fisher’s exact test and Student’s tail to 1e-10', () => {
    for (const [found = 0, drawn = 0, marked = 0, unmarked = 0, p = 0] of reference.fisher)
      expect(Math.abs(fisherExact(found, drawn, marked, unmarked) / p - 1)).toBeLessThan(1e-8)
    for (const [t = 0, free = 1, p = 0] of reference.student)
      expect(Math.abs(studentTail(t, free) - p)).toBeLessThan(1e-10)
  })
})
