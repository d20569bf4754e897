import { afterAll, beforeAll, expect, test } from 'vitest'
import { startClickhouse, type TestClickhouse } from '../support/clickhouse.ts'
import { requirement } from '../support/requirement.ts'

requirement('clickhouse').describe('the ClickHouse of the tests', () => {
  let clickhouse: TestClickhouse
  beforeAll(async () => {
    clickhouse = await startClickhouse(2)
  })
  afterAll(() => clickhouse.stop())

  const nodes = () => clickhouse.url('').match(/127\.0\.0\.1:\d+/g) ?? []
  async function say(node: number, sql: string): Promise<string> {
    const answer = await fetch(`http://${nodes()[node]}/`, { method: 'POST', body: sql })
    return (await answer.text()).trim()
  }

  test('is two nodes that answer one question together', async () => {
    for (const [node, rows] of [3, 4].entries()) {
      await say(node, 'CREATE TABLE own (n UInt64) ENGINE = MergeTree ORDER BY n')
      await say(node, `INSERT INTO own SELECT number FROM numbers(${rows})`)
    }
    await say(0, `CREATE TABLE all_nodes AS own ENGINE = Distributed(permille_test, default, own)`)
    expect(await say(0, 'SELECT count() FROM all_nodes')).toBe('7')
  })
})
