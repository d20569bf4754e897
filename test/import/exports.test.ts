import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CompareAnswer } from '#schema/answer/compare-answer.ts'
import { CreativesAnswer } from '#schema/answer/creatives-answer.ts'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import { type Input, type OpenProject, openProject } from '../support/open-project.ts'
import { readSheets } from '../support/read-workbook.ts'
import { metaFile } from './meta-file.ts'

const FORMULA = '=HYPERLINK("http://x.test")'
const NAMES = [FORMULA, '+1', '@cmd', '0012', '<b>&amp;', '_x0041_ name', 'Zoë 猫']

let project: OpenProject

beforeAll(async () => {
  project = await openProject('name: exports\ncurrency: USD\n')
  const rows = NAMES.map((ad, index) => ({
    day: '2026-04-01',
    ad: ad.includes('"') ? `"${ad.replaceAll('"', '""')}"` : ad,
    impressions: 10_000 * (index + 1),
    installs: 30 + index * 40,
    spend: 12.25 * (index + 1),
  }))
  await project.importText('meta.csv', metaFile(rows))
})
afterAll(() => project.remove())

const save = (file: FileAnswer) => {
  const path = join(project.project.folder.scratch, file.name)
  writeFileSync(path, Buffer.from(file.content, file.encoding === 'text' ? 'utf8' : 'base64'))
  return path
}
const exported = async (input: Input) => FileAnswer.parse(await project.ask('export', input))

async function csvRows(input: Input): Promise<Record<string, string>[]> {
  const { content } = await exported({ ...input, format: 'csv', comments: true })
  return parse(content, { columns: true, comment: '#' })
}

async function sheetRows(input: Input, sheet: string): Promise<Record<string, string>[]> {
  const sheets = await readSheets(save(await exported({ ...input, format: 'xlsx' })))
  const [header = [], ...rows] = sheets[sheet] ?? []
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])))
}

async function parquetRows(input: Input) {
  const path = save(await exported({ ...input, format: 'parquet' }))
  const { rows } = await project.project.own.warehouse.readFiles(`SELECT * FROM read_parquet('${path}')`)
  return { path, rows }
}

/** A text as a CSV holds it. */
const guarded = (text: string) => (/^[=+\-@]/.test(text) ? `'${text}` : text)
const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text))

describe('an exported ranking', () => {
  test('is the answer again, in every format', async () => {
    const { rows } = await project.rank()
    const [csv, sheet, parquet] = [await csvRows({}), await sheetRows({}, 'rank'), await parquetRows({})]
    expect(rows.map(({ name }) => name).toSorted()).toEqual(NAMES.toSorted())
    expect(csv.map(({ name }) => name)).toEqual(rows.map(({ name }) => guarded(name)))
    expect(sheet.map(({ name }) => name)).toEqual(rows.map(({ name }) => name))
    expect(parquet.rows.map(({ name }) => name)).toEqual(rows.map(({ name }) => name))
    expect(parquet.rows.map(({ key }) => key)).toEqual(rows.map(({ key }) => key))
    for (const [index, row] of rows.entries()) {
      const figures = {
        impressions: row.impressions,
        spend: row.spend,
        per_mille: row.perMille,
        interval_low_per_mille: row.interval === null ? null : row.interval.low * 1000,
        probability_best: row.probabilityBest,
        budget_factor: row.budgetFactor,
      }
      for (const [name, value] of Object.entries(figures)) {
        for (const read of [
          number(csv[index]?.[name]),
          number(sheet[index]?.[name]),
          parquet.rows[index]?.[name],
        ]) {
          if (value === null) expect(read, name).toBeNull()
          else expect(read, name).toBeCloseTo(value, 9)
        }
      }
      expect(csv[index]?.decision).toBe(row.decision)
    }
  })

  test('keeps ids text and numbers numbers where the format knows types', async () => {
    const { path } = await parquetRows({})
    const { rows } = await project.project.own.warehouse.readFiles(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM read_parquet('${path}'))`,
    )
    const types = Object.fromEntries(rows.map(({ name, type }) => [name, type]))
    expect(types).toMatchObject({ key: 'VARCHAR', name: 'VARCHAR', spend: 'DOUBLE', rank: 'DOUBLE' })
    const names = (await sheetRows({}, 'rank')).map(({ name }) => name)
    expect(names).toContain('0012')
    expect(names).toContain('_x0041_ name')
  })

  test('carries what it rests on', async () => {
    const expected = {
      question: 'rank',
      from: '2026-03-26',
      currency: 'USD',
      sample: 'false',
      'basis.impressions': 'network',
      asked: '{"last":"7d"}',
    }
    const about = await sheetRows({ last: '7d' }, 'about')
    expect(Object.fromEntries(about.map(({ what, value }) => [what, value]))).toMatchObject(expected)
    const { path } = await parquetRows({ last: '7d' })
    const { rows } = await project.project.own.warehouse.readFiles(
      `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`,
    )
    const metadata = Object.fromEntries(
      rows.map(({ key, value }) => [String(key).replace('permille.', ''), value]),
    )
    expect(metadata).toMatchObject(expected)
    const { content } = await exported({ last: '7d', comments: true })
    for (const [name, value] of Object.entries(expected)) expect(content).toContain(`# ${name}: ${value}\r\n`)
    const { notes } = await project.rank({ last: '7d' })
    for (const { message } of notes) expect(content).toContain(message)
    expect((await exported({ last: '7d' })).content).not.toContain('#')
  })
})

test('a query, a comparison and the list of creatives are exported as they are answered', async () => {
  const input = { metrics: ['spend', 'installs', 'ipm'], by: ['day', 'creative'] }
  const answer = await project.query(input)
  const { rows } = await parquetRows({ of: 'query', ...input })
  expect(rows.map(({ creative, spend }) => [creative, spend])).toEqual(
    answer.rows.map(({ creative, spend }) => [creative, spend]),
  )
  const objects = ['0012', '+1', '@cmd']
  const compared = CompareAnswer.parse(await project.ask('compare', { objects }))
  const pairs = await csvRows({ of: 'compare', objects })
  expect(pairs.map(({ ratio }) => Number(ratio))).toEqual(compared.comparisons.map(({ ratio }) => ratio))
  const listed = CreativesAnswer.parse(await project.ask('creatives', { limit: 2 }))
  const list = await sheetRows({ of: 'creatives', limit: 2 }, 'creatives')
  expect(list.map(({ name, impressions }) => [name, Number(impressions)])).toEqual(
    listed.creatives.map(({ name, impressions }) => [name, impressions]),
  )
})

test('an answer without rows is a file without rows', async () => {
  const nothing = { where: ['network = nobody'] }
  expect(await csvRows(nothing)).toEqual([])
  expect(await sheetRows(nothing, 'rank')).toEqual([])
  expect((await parquetRows(nothing)).rows).toEqual([])
})

test('a question is refused in its own words', async () => {
  await expect(exported({ metrics: 'ipm' })).rejects.toThrow('rank: unknown field: metrics')
  await expect(exported({ of: 'compare', objects: ['0012'] })).rejects.toThrow('compare takes 2 to 20')
})
