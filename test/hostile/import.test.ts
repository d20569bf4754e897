import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import type { Decodes, HostileCase } from './hostile-case.ts'
import { IMPORT_EXCEPTIONS } from './import-exceptions.ts'
import { HOSTILE_CASES, makeFiles } from './make-files.ts'

const MOST_SECONDS = 10
const FIELDS = {
  day: 'Day',
  campaign: 'Campaign',
  impressions: 'Impressions',
  clicks: 'Clicks',
  spend: 'Spend',
}

let project: OpenProject
const refusals: string[] = []

const storedRows = async () =>
  (
    await project.project.own.warehouse.query(
      'SELECT count(*)::INTEGER AS n, sum(impressions) AS impressions, sum(spend)::DOUBLE AS spend FROM fact WHERE load = 1',
    )
  ).rows[0]

const loads = async () =>
  (await project.project.own.warehouse.query('SELECT count(*)::INTEGER AS n FROM load')).rows[0]?.n

beforeAll(async () => {
  project = await openProject()
  makeFiles(project.folder.path)
  const text = 'Day,Campaign,Shown,Cost\n2026-11-01,Plain,777,7.77\n2026-11-02,Last,1,0.01\n'
  await project.importText('earlier.csv', text, {
    map: { day: 'Day', campaign: 'Campaign', impressions: 'Shown', spend: 'Cost' },
  })
})
afterAll(() => project.remove())

/** The mapping a person would give: the columns of the table that are there. */
function mapping(expected: HostileCase['expect'], reports: readonly ImportedFile[]) {
  if ('refused' in expected) return {}
  const headers = new Set(reports[0]?.columns.map(({ header }) => header))
  return Object.fromEntries(Object.entries(FIELDS).filter(([, header]) => headers.has(header)))
}

function expectStored(name: string, report: ImportedFile, expected: Decodes): void {
  const more = IMPORT_EXCEPTIONS[name] ?? {}
  expect(report.status).toBe(more.status ?? 'stored')
  if (report.status !== 'stored') {
    expect(report.refusal?.message).toContain(name)
    expect(report.refusal?.remedy).toBeTruthy()
    return
  }
  const { rows } = report
  expect(rows.read).toBe(expected.rows)
  expect(rows.stored).toBe(more.stored ?? expected.rows)
  expect(rows.quarantined).toBe(more.quarantined ?? 0)
  expect(rows.totals).toBe(more.totalRows ?? 0)
  expect(rows.stored + rows.quarantined + rows.totals + rows.blank).toBe(rows.read)
  expect(report.problems.reduce((sum, { count }) => sum + count, 0)).toBe(rows.quarantined)
  if (rows.totals > 0 && name !== 'total-unpadded.csv') expect(report.checksum?.matches).toBe(true)
  const totals =
    more.totals ??
    Object.fromEntries(
      Object.entries(expected.totals ?? {}).map(([header, amount]) => [header.toLowerCase(), amount]),
    )
  for (const [field, amount] of Object.entries(totals)) expect(report.totals[field]).toBeCloseTo(amount, 6)
  expect(report.notes.map(({ code }) => code)).toEqual(expect.arrayContaining([...(expected.problems ?? [])]))
}

describe('a hostile file is imported as expected or refused by a sentence', () => {
  test.each(HOSTILE_CASES.map((hostile) => [hostile.name, hostile] as const))(
    '%s',
    async (name, { expect: expected, encoding }) => {
      const file = join(project.folder.path, name)
      const options = encoding === undefined ? {} : { encoding }
      const before = { rows: await storedRows(), loads: await loads() }
      const preview = await project.importFiles([file], { ...options, dryRun: true })
      const map = mapping(expected, preview)
      // Processor time, since a busy machine must not fail the test.
      const started = process.cpuUsage()
      const reports =
        Object.keys(map).length === 0
          ? await project.importFiles([file], options)
          : await project.importFiles([file], { ...options, map })
      const { user, system } = process.cpuUsage(started)
      expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS)

      const [report] = reports
      expect(report).toBeDefined()
      if (report === undefined) return
      if ('refused' in expected) {
        expect(reports).toHaveLength(1)
        expect(report).toMatchObject({ status: 'refused', load: null, refusal: { code: 'input_refused' } })
        expect(report.refusal?.message).toMatch(expected.refused)
        expect(report.refusal?.remedy).toBeTruthy()
        refusals.push(name)
      } else {
        expect(reports).toHaveLength(expected.tables ?? 1)
        expectStored(name, report, expected)
      }
      const kept = reports.filter(({ status }) => status === 'stored').length
      expect(await storedRows()).toEqual(before.rows)
      expect(await loads()).toBe(Number(before.loads) + kept)
    },
    60_000,
  )

  test('and many are refused', () => {
    expect(refusals.length).toBeGreaterThan(40)
  })

  test('every exception is about a file there is', () => {
    const names = new Set(HOSTILE_CASES.map(({ name }) => name))
    expect(Object.keys(IMPORT_EXCEPTIONS).filter((name) => !names.has(name))).toEqual([])
  })
})
