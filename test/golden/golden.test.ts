import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { stringify } from 'yaml'
import { COHORT_METRICS, EVENT_METRICS, METRICS } from '#metrics/index.ts'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { repository } from '../support/repository.ts'
import { CASE_NAMES, type Expected, readCase, textOf, writeExpected } from './read-case.ts'

const TIME = ['day', 'week', 'month']

const updating = process.env.PERMILLE_UPDATE === '1'

type Cell = string | number | boolean | null

/** Nine digits: more than anybody reads, fewer than two stores may disagree in. */
const rounded = (value: Cell): Cell => (typeof value === 'number' ? Number(value.toPrecision(9)) : value)

function plain(row: Readonly<Record<string, Cell>>): Record<string, Cell> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !column.endsWith('_key'))
      .map(([column, value]) => [column, rounded(value)]),
  )
}

function observed(answer: QueryAnswer, sorted: boolean): Expected {
  const rows = answer.rows.map(plain)
  return {
    rows: sorted ? rows : rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    totals: plain(answer.totals),
    ...(Object.keys(answer.notComputed).length === 0 ? {} : { notComputed: answer.notComputed }),
    basis: answer.question.basis,
    notes: [...new Set(answer.notes.map(({ code }) => code))]
      .filter((code) => code !== 'provisional')
      .toSorted(),
  }
}

async function openCase(name: string): Promise<OpenProject> {
  const { project: settings, files } = readCase(name)
  const project = await openProject(stringify({ name: 'golden', ...settings }))
  for (const file of files) {
    if (file.importedOn !== undefined)
      vi.useFakeTimers({ now: new Date(`${file.importedOn}T12:00:00Z`), toFake: ['Date'] })
    const report = await project.importText(file.name, textOf(file), file.input)
    vi.useRealTimers()
    expect(report.refusal, file.name).toBeNull()
    expect(report, file.name).toMatchObject({ status: 'stored', rows: { quarantined: 0 } })
  }
  return project
}

function isSorted({ by, sort }: Readonly<Record<string, unknown>>): boolean {
  return (
    sort !== undefined ||
    String(by ?? '')
      .split(',')
      .some((name) => TIME.includes(name))
  )
}

describe('golden cases', () => {
  test.each(CASE_NAMES)('%s', async (name) => {
    const project = await openCase(name)
    const { warehouse } = project.project.own
    try {
      const answers: Expected[] = []
      for (const { about, ask, expect: expected } of readCase(name).queries) {
        const answer = await project.query(ask)
        const found = observed(answer, isSorted(ask))
        answers.push(found)
        // ClickHouse binds a query only together with its values, which answering did.
        if (warehouse.dialect.name === 'DuckDB')
          for (const sql of answer.sql) await warehouse.query(`PREPARE golden AS ${sql}`)
        if (!updating) expect(found, about).toEqual(expected)
      }
      if (updating) writeExpected(name, answers)
    } finally {
      await project.remove()
    }
  })
})

describe('golden cases cover', () => {
  const asked = CASE_NAMES.flatMap((name) =>
    readCase(name).queries.flatMap(({ ask }) => String(ask.metrics).split(',')),
  )

  test('every metric: add a question with the missing one', () => {
    const ofEvents = EVENT_METRICS.map((make) => make('install'))
    const ofCohorts = COHORT_METRICS.map((make) => make(7))
    const names = [...METRICS, ...ofEvents, ...ofCohorts].map(({ name }) => name)
    expect(names.filter((name) => !asked.includes(name))).toEqual([])
  })

  test('every rewrite: add a case of its name', () => {
    const rewrites = readdirSync(join(repository, 'src/metrics/rewrites'))
      .filter((file) => file !== 'index.ts' && !file.endsWith('.test.ts'))
      .map((file) => file.slice(0, -'.ts'.length))
    expect(rewrites.filter((name) => !CASE_NAMES.includes(name))).toEqual([])
  })

  test('only cases that say what they expect', () => {
    const open = CASE_NAMES.filter((name) =>
      readCase(name).queries.some((query) => query.expect === undefined),
    )
    expect(updating ? [] : open).toEqual([])
  })
})
