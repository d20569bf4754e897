import { expect, test } from 'vitest'
import { fitEffectScale, shareOfScale } from './effect-scale.ts'

test('the axis holds nine of ten intervals and is alike on both sides of no effect', () => {
  const effects = Array.from({ length: 10 }, (_, k) => ({ ratio: 1, low: 1 / (1.1 + k / 10), high: 1.05 }))
  const scale = fitEffectScale(effects)
  expect(scale.high).toBeCloseTo(2, 10)
  expect(scale.low * scale.high).toBeCloseTo(1, 10)
  expect(shareOfScale(scale, 1)).toBeCloseTo(0.5, 10)
  expect([shareOfScale(scale, 99), shareOfScale(scale, 0.01)]).toEqual([1, 0])
})

test('one extreme effect cannot squash the others, and none still make an axis', () => {
  expect(fitEffectScale([{ ratio: 0.01, low: 0.001, high: 0.02 }]).high).toBe(4)
  expect(fitEffectScale([null]).high).toBe(1.25)
})
