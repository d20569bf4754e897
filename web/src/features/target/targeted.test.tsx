import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RateInterval, RowTarget } from '#schema/answer/rank-answer.ts'
import { targetReached } from '#schema/target-reached.ts'
import { Targeted } from './targeted.tsx'

const target: RowTarget = {
  metric: 'cost',
  label: 'CPI',
  value: 1.8,
  app: null,
  country: null,
  network: null,
  os: null,
  description: 'CPI 1.8',
  perMille: 5,
  cpm: 9,
}

function draw(low: number, high: number, held: RowTarget | null = target): string {
  const interval: RateInterval = { low: low / 1000, high: high / 1000, level: 0.95 }
  return renderToStaticMarkup(
    <MantineProvider>
      <Targeted target={held} reached={targetReached(held, interval)} currency="USD">
        5.5
      </Targeted>
    </MantineProvider>,
  )
}

test.each([
  ['met', 5, 6],
  ['missed', 4, 4.9],
  ['open', 4, 6],
] as const)('a target that is %s is told by colour, shape and words', (reached, low, high) => {
  const html = draw(low, high)
  expect(html).toContain(`data-reached="${reached}"`)
  expect(html).toMatch(new RegExp(`role="img" aria-label="Target ${reached}: .*CPI 1\\.8: needs 5`))
  expect(html).toContain('<svg')
  expect(html).toContain('5.5')
})

test('each standing has a shape of its own', () => {
  const shapes = [draw(5, 6), draw(4, 4.9), draw(4, 6)].map((html) => /<path.*<\/svg>/.exec(html)?.[0])
  expect(new Set(shapes).size).toBe(3)
})

test('a rate without a target stays as it is', () => {
  expect(draw(4, 6, null)).not.toContain('data-reached')
})
