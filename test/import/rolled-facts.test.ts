import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEFAULT_EXPORT, exportText } from '../../bench/data/make-export.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { storeSetting } from '../support/store-setting.ts'

const METRICS = 'impressions,clicks,spend,event.install'
const NAMES = METRICS.split(',')

const SHAPE = { ...DEFAULT_EXPORT, rows: 24_000, days: 2, creatives: 100 }
/** The second day said anew: other numbers of the same campaigns. */
const RESTATED = { ...SHAPE, rows: 12_000, days: 1 }

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
  const report = await project.importText('large.csv', [...exportText(SHAPE)].join(''))
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
async function sumsBy(
  dimensions: readonly string[],
  more: readonly string[],
  where: readonly string[] = [],
  range: object = {},
) {
  const by = [...dimensions, ...more].join(',')
  const { rows } = await project.query({ metrics: METRICS, by, where, ...range })
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

  const question = fc.record({
    by: fc.uniqueArray(fc.constantFrom('creative', 'app', 'os', 'format', 'network', 'day', 'week'), {
      minLength: 1,
      maxLength: 3,
    }),
    where: fc.constantFrom([], ['os = ios'], ['format = playable or app ~ game']),
    last: fc.constantFrom({}, { last: '1d' }, { from: SHAPE.lastDay, to: SHAPE.lastDay }),
  })

  /** Asks the same with a dimension that sums by creative do not tell, and adds its rows up. */
  async function expectEqualSums() {
    let compared = 0
    const runs = storeSetting() === undefined ? 12 : 3
    await fc.assert(
      fc.asyncProperty(question, async ({ by, where, last }) => {
        const { sql } = await project.query({ metrics: METRICS, by: by.join(','), where, ...last })
        expect(sql.join()).toContain('rolled_fact')
        const own = await sumsBy(by, [], where, last)
        expect(own).toEqual(await sumsBy(by, ['country', 'campaign'], where, last))
        compared += Object.keys(own).length
      }),
      { numRuns: runs, endOnFailure: true },
    )
    expect(compared).toBeGreaterThan(runs)
  }
  const PATIENCE = { timeout: 300_000 }

  test('answer any question as the facts do', PATIENCE, expectEqualSums)

  test('are added to the facts of loads that keep none', PATIENCE, async () => {
    const lastDay = '2026-10-29'
    await project.importText('small.csv', [...exportText({ ...SHAPE, rows: 40, days: 1, lastDay })].join(''))
    expect(await rolledLoads()).toHaveLength(1)
    const { sql } = await project.query({ metrics: METRICS, by: 'creative' })
    expect(sql.join()).toContain('UNION ALL')
    await expectEqualSums()
    const { rows } = await project.rank({ by: 'creative' })
    expect(rows).toHaveLength(100)
    const { rows: found } = await project.project.own.warehouse.query(
      'SELECT sum(impressions) AS n FROM fact',
    )
    expect(rows.reduce((sum, { impressions }) => sum + (impressions ?? 0), 0)).toBe(found[0]?.n)
  })

  test('leave out what a later load replaced, and have it again when that is undone', PATIENCE, async () => {
    const before = await sumsBy(['creative', 'day'], [])
    const report = await project.importText('restated.csv', [...exportText(RESTATED)].join(''))
    expect(report.replaces?.rows).toBe(12_000)
    expect(await rolledLoads()).toHaveLength(2)
    expect(await sumsBy(['creative', 'day'], [])).not.toEqual(before)
    await expectEqualSums()
    await project.undo(3)
    expect(await rolledLoads()).toHaveLength(1)
    expect(await sumsBy(['creative', 'day'], [])).toEqual(before)
    await expectEqualSums()
  })

  test('go with their load', async () => {
    await project.undo(2)
    await project.undo(1)
    expect(await rolledLoads()).toEqual([])
  })
})
