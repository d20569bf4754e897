import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_EXPORT, exportText } from '../../bench/data/make-export.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const METRICS = 'impressions,clicks,spend,event.install'
const NAMES = METRICS.split(',')

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
  const shape = { ...DEFAULT_EXPORT, rows: 24_000, days: 2, creatives: 100 }
  const report = await project.importText('large.csv', [...exportText(shape)].join(''))
  expect(report.rows.stored).toBe(24_000)
})
afterAll(() => project.remove())

const rolledLoads = async () => {
  const { rows } = await project.project.own.warehouse.query(
    'SELECT load, count(*)::DOUBLE AS n FROM rolled_fact GROUP BY load',
  )
  return rows
}

/** Sums of each metric by what these dimensions name, whatever else the rows are told apart by. */
async function sumsBy(dimensions: readonly string[], more: readonly string[], where: readonly string[] = []) {
  const { rows } = await project.query({ metrics: METRICS, by: [...dimensions, ...more].join(','), where })
  const sums = new Map<string, number[]>()
  for (const row of rows) {
    const key = dimensions.map((name) => String(row[name])).join(' ')
    const own = sums.get(key) ?? NAMES.map(() => 0)
    sums.set(
      key,
      own.map((sum, index) => sum + Number(row[NAMES[index] ?? ''] ?? 0)),
    )
  }
  const rounded = [...sums].map(([key, own]) => [key, own.map((sum) => Math.round(sum * 100) / 100)] as const)
  return Object.fromEntries(rounded.toSorted(([one], [other]) => one.localeCompare(other)))
}

describe('facts summed by creative', () => {
  test('are kept for a load whose rows they make few', async () => {
    const [rolled, ...others] = await rolledLoads()
    expect(others).toEqual([])
    expect(Number(rolled?.n)).toBeLessThan(8_000)
  })

  test.each([
    { by: ['creative'], where: [] },
    { by: ['creative', 'os'], where: [] },
    { by: ['day', 'app'], where: [] },
    { by: ['format'], where: ['os = ios'] },
  ])('answer $by where $where as the facts do', async ({ by, where }) => {
    const { sql } = await project.query({ metrics: METRICS, by: by.join(','), where })
    expect(sql.join()).toContain('rolled_fact')
    const own = await sumsBy(by, [], where)
    expect(Object.keys(own).length).toBeGreaterThan(1)
    expect(own).toEqual(await sumsBy(by, ['country'], where))
  })

  test('are not asked about what they do not tell', async () => {
    const { sql } = await project.query({ metrics: METRICS, by: 'creative', where: ['country = US'] })
    expect(sql.join()).not.toContain('rolled_fact')
  })

  test('go with their load', async () => {
    await project.undo(1)
    expect(await rolledLoads()).toEqual([])
  })
})
