import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../store.ts'
import { openSample } from './open-sample.ts'
import { sampleTables } from './sample-tables.ts'

let folder = ''
const never = new AbortController().signal

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'permille-sample-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function storedSums({ warehouse }: Store) {
  const { rows } = await warehouse.query(
    `SELECT sum(impressions)::DOUBLE AS impressions, sum(spend)::DOUBLE AS spend, sum(count)::DOUBLE AS conversions,
      sum(value)::DOUBLE AS value FROM fact`,
  )
  return rows[0]
}

function simulatedSums(name: 'studio' | 'upworthy') {
  const sums = { impressions: 0, spend: 0, conversions: 0, value: 0 }
  for (const { rows } of sampleTables(name)) {
    if (rows.kind === 'delivery') {
      for (const { impressions, spend } of rows.rows) {
        sums.impressions += impressions ?? 0
        sums.spend += spend ?? 0
      }
    } else if (rows.kind === 'touch') {
      sums.conversions += [...rows.rows].length
    } else {
      for (const { count, value } of rows.rows) {
        sums.conversions += count ?? 0
        sums.value += value ?? 0
      }
    }
  }
  return sums
}

test('the studio is stored as it was simulated, row by row', async () => {
  const store = await openSample('studio', join(folder, 'studio'), never)
  const sums = simulatedSums('studio')
  const stored = await storedSums(store)
  const { rows: touched } = await store.warehouse.query(
    'SELECT event, touch_type FROM attributed_touch GROUP BY ALL ORDER BY ALL',
  )
  await store.close()
  expect(touched.map(({ event, touch_type: touch }) => `${event} ${touch}`)).toEqual([
    'install click',
    'install view',
    'refused install click',
  ])
  expect(stored?.impressions).toBe(sums.impressions)
  expect(stored?.conversions).toBe(sums.conversions)
  expect(stored?.spend).toBeCloseTo(sums.spend, 2)
  expect(stored?.value).toBeCloseTo(sums.value, 2)
})

test('is built once, whatever a build that was killed left behind', async () => {
  const first = await openSample('upworthy', join(folder, 'upworthy'), never)
  const sums = await storedSums(first)
  await first.close()
  expect(sums).toMatchObject({ impressions: simulatedSums('upworthy').impressions })
  const [target = ''] = readdirSync(folder)

  rmSync(join(folder, target), { recursive: true })
  mkdirSync(join(folder, `${target}.draft`))
  writeFileSync(join(folder, `${target}.draft`, 'warehouse.duckdb'), 'half a database')
  const second = await openSample('upworthy', join(folder, 'upworthy'), never)
  expect(await storedSums(second)).toEqual(sums)
  await second.close()
  expect(readdirSync(folder)).toEqual([target])

  writeFileSync(join(folder, target, 'mark'), '')
  await (await openSample('upworthy', join(folder, 'upworthy'), never)).close()
  expect(existsSync(join(folder, target, 'mark'))).toBe(true)
})

test('one that another version made is built anew', async () => {
  await (await openSample('upworthy', join(folder, 'upworthy'), never)).close()
  const [target = ''] = readdirSync(folder)
  const instance = await DuckDBInstance.create(join(folder, target, 'warehouse.duckdb'))
  const connection = await instance.connect()
  await connection.run('DROP TABLE derivation')
  connection.closeSync()
  instance.closeSync()
  const again = await openSample('upworthy', join(folder, 'upworthy'), never)
  expect(await storedSums(again)).toMatchObject({ impressions: simulatedSums('upworthy').impressions })
  await again.close()
})

test('a build that is told to stop leaves no sample', async () => {
  const stop = new AbortController()
  const opening = openSample('studio', join(folder, 'studio'), stop.signal)
  stop.abort()
  await expect(opening).rejects.toThrow()
  expect(readdirSync(folder).filter((name) => !name.endsWith('.draft'))).toEqual([])
})
