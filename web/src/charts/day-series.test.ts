import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitProvisional } from './day-series.ts'

const point = (day: number, provisional: boolean) => ({ day: String(day), value: day, provisional })

it('draws every day once, and the joint in both lines', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), (settledDays, openDays) => {
      const points = Array.from({ length: settledDays + openDays }, (_, day) =>
        point(day, day >= settledDays),
      )
      const { settled, open } = splitProvisional(points)
      expect(settled).toHaveLength(settledDays)
      expect(open).toHaveLength(openDays === 0 ? 0 : openDays + (settledDays > 0 ? 1 : 0))
      if (openDays > 0 && settledDays > 0) expect(open[0]).toBe(settled.at(-1))
    }),
  )
})
