import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerDays, answerQuery, type MetricAnswer, type MetricContext, sumOfParts } from '#metrics/index.ts'
import { type OpenProject, openProject } from './support/open-project.ts'

const COUNTS = ['impressions', 'event.install'] as const

let project: OpenProject
let context: MetricContext
beforeAll(async () => {
  project = await openProject()
  context = await (await project.project.store()).metricContext()
})
afterAll(() => project.remove())

const ask = (maturity: 'include' | 'exclude') =>
  answerQuery({ metrics: [...COUNTS], by: ['network'], maturity }, context)

const epochDay = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

function lastSettledDay({ plan }: MetricAnswer, network: string | null): number {
  const [first] = plan.leftOutDays.get(network ?? '') ?? []
  if (first === undefined) throw new Error(`nothing of ${network} is left out`)
  return epochDay(first.from) - 1
}

test('days of an answer end where its sums do, and are the same days otherwise', async () => {
  const [all, settled] = [await ask('include'), await ask('exclude')]
  const [allDays, settledDays] = await Promise.all(
    [all, settled].map((answer) => answerDays(answer, COUNTS, ({ parts }) => parts, context)),
  )
  expect(settled.rows.length).toBe(all.rows.length)
  for (const row of settled.rows) {
    const [network = null] = row.keys
    const last = lastSettledDay(settled, network)
    const whole = all.rows.find(({ keys }) => keys[0] === network)
    const before = whole === undefined ? [] : (allDays?.days.get(whole) ?? [])
    const after = settledDays?.days.get(row) ?? []
    for (const component of COUNTS) {
      const kept = (some: typeof before) =>
        some.flatMap(({ days, sums }) =>
          [...days].flatMap((day, index) => (day <= last ? [[day, sums[component]?.[index]]] : [])),
        )
      expect(Math.max(...after.flatMap(({ days }) => [...days])), `${network}`).toBeLessThanOrEqual(last)
      expect(kept(after).toSorted(), `${network}`).toEqual(kept(before).toSorted())
      const sum = kept(after).reduce((total, [, amount]) => total + (amount ?? 0), 0)
      const { value } = sumOfParts(row.parts, component)
      if (value !== null) expect(sum, `${network} ${component}`).toBeCloseTo(value, 6)
    }
  }
})
