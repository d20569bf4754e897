import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entry, invertContrasts, invertPositive, type SquareMatrix, solvePositive } from './symmetric.ts'

const product = (a: SquareMatrix, b: SquareMatrix, i: number, j: number) =>
  Array.from({ length: a.size }, (_, k) => entry(a, i, k) * entry(b, k, j)).reduce((x, y) => x + y, 0)

describe('symmetric matrices', () => {
  it('inverse times matrix is the identity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.infiniteStream(fc.double({ min: -1, max: 1, noNaN: true })),
        (size, stream) => {
          const factor = Float64Array.from({ length: size * size }, () => stream.next().value ?? 0)
          const values = new Float64Array(size * size)
          for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
              let sum = i === j ? 0.5 : 0
              for (let k = 0; k < size; k++) sum += (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0)
              values[i * size + j] = sum
            }
          }
          const matrix = { size, values }
          const inverse = invertPositive(matrix)
          if (inverse === null) throw new Error('not positive')
          for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++)
              expect(product(matrix, inverse, i, j)).toBeCloseTo(i === j ? 1 : 0, 8)
          }
        },
      ),
    )
  })

  it('pseudo-inverse of contrasts is that of Moore and Penrose', () => {
    const matrix = { size: 3, values: Float64Array.of(3, -1, -2, -1, 5, -4, -2, -4, 6) }
    const inverse = invertContrasts(matrix)
    if (inverse === null) throw new Error('not connected')
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++)
        expect(product(matrix, inverse, i, j)).toBeCloseTo((i === j ? 1 : 0) - 1 / 3, 12)
    }
  })

  it('says no to what is not positive definite', () => {
    const matrix = { size: 2, values: Float64Array.of(1, 2, 2, 1) }
    expect(invertPositive(matrix)).toBeNull()
    expect(solvePositive(matrix, Float64Array.of(1, 1))).toBeNull()
  })
})
