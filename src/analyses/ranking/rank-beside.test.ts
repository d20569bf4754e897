import { expect, test } from 'vitest'
import { rankCreatives } from '#stats/index.ts'
import { rankBeside } from './rank-beside.ts'

function many(count: number) {
  const day = Float64Array.of(20_000, 20_001, 20_002)
  const creatives = Array.from({ length: count }, (_, index) => {
    const conversions = Float64Array.of(index % 7, index % 5, index % 3)
    return {
      id: `creative ${index}`,
      cells: [
        {
          stratum: 'all',
          exposure: 3_000 + index,
          conversions: conversions.reduce((sum, each) => sum + each, 0),
          days: { day, exposure: Float64Array.of(1_000, 1_000, 1_000 + index), conversions },
        },
      ],
    }
  })
  return { creatives, repeatable: false }
}

test.each([3, 1_200])('%i creatives are ranked the same in a thread of their own or here', async (count) => {
  const input = many(count)
  expect(await rankBeside(input)).toEqual(rankCreatives(input))
})

test('several questions at once each get their own answer', async () => {
  const [one, other] = await Promise.all([rankBeside(many(1_000)), rankBeside(many(1_100))])
  expect([one.creatives.length, other.creatives.length]).toEqual([1_000, 1_100])
})
