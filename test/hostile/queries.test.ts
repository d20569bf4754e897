import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PermilleError } from '#schema/error.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { storeSetting } from '../support/store-setting.ts'

const isDuckdb = storeSetting() === undefined
/** Databases that other tests make on the same server meanwhile. */
const OTHER_TESTS = '^permille_[0-9a-f]{32}$'

/** What somebody would write to have it read as something other than text. */
const HOSTILE = [
  "'; DROP TABLE fact; --",
  "' OR 1=1 --",
  '" OR ""="',
  "meta') OR ('1'='1",
  "meta\"; ATTACH '/tmp/x.db'; --",
  "'||(SELECT getenv('HOME'))||'",
  "x' UNION SELECT * FROM load --",
  "read_csv('/etc/passwd')",
  '$1',
  '$$; DELETE FROM fact; $$',
  '{{fact}}',
  '\\',
  "\\' OR 1=1",
  '/* */ OR TRUE',
  '%',
  '_',
  '\u0000',
  '\u202Emoc.evil',
  '__proto__',
  'constructor',
  'NULL',
  'true',
  'x'.repeat(3000),
  '('.repeat(60),
  ')'.repeat(60),
  '"'.repeat(61),
  'and or not in is',
  'os = ios or country = US',
  '=1+1',
]

type Ask = (text: string) => Readonly<Record<string, unknown>>

const plain = { metrics: 'impressions,ipm', by: 'creative' }
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Every place of a question that takes a text. */
const PLACES: Readonly<Record<string, Ask>> = {
  'a bare value': (text) => ({ ...plain, where: `creative = ${text}` }),
  'a value in quotes': (text) => ({ ...plain, where: `creative ~ ${quoted(text)}` }),
  'a value of a list': (text) => ({ ...plain, where: `country in (US, ${quoted(text)})` }),
  'a whole filter': (text) => ({ ...plain, where: text }),
  'a dimension': (text) => ({ ...plain, where: `${quoted(text)} = x` }),
  'the name of a tag': (text) => ({ metrics: 'impressions', by: `tag.${text}` }),
  'a tag that is filtered by': (text) => ({ ...plain, where: `${quoted(`tag.${text}`)} = x` }),
  'a number': (text) => ({ ...plain, having: `impressions > ${text}` }),
  'a metric': (text) => ({ ...plain, metrics: text }),
  'an event': (text) => ({ ...plain, metrics: `event.${text}` }),
  'a grouping': (text) => ({ ...plain, by: text }),
  'a sorting': (text) => ({ ...plain, sort: text }),
  'a comparison': (text) => ({ ...plain, compare: text }),
  'a segment': (text) => ({ ...plain, segment: text }),
}

/** An empty cell to an import, and what no file holds. */
const NO_NAMES = ['NULL', '\u0000']
const CREATIVES = HOSTILE.filter(
  (text) => !NO_NAMES.includes(text) && !text.includes('"') && text.length < 100,
)

let project: OpenProject
let before: unknown

async function stored(): Promise<unknown> {
  const { warehouse } = project.project.own
  const tables = await warehouse.query(
    isDuckdb
      ? `SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY 1`
      : 'SELECT name, total_rows FROM system.tables WHERE database = currentDatabase() ORDER BY 1',
  )
  const sums = await warehouse.query(
    'SELECT count(*) AS n, sum(impressions) AS shown, count(DISTINCT member) AS members FROM fact',
  )
  const databases = await warehouse.query(
    isDuckdb
      ? 'SELECT database_name AS name FROM duckdb_databases() ORDER BY 1'
      : `SELECT name FROM system.databases WHERE NOT match(name, '${OTHER_TESTS}') ORDER BY 1`,
  )
  return { tables: tables.rows, sums: sums.rows, databases: databases.rows }
}

beforeAll(async () => {
  project = await openProject()
  const lines = CREATIVES.map((name, index) => `2026-03-01,"${name}",US,${(index + 1) * 100},${index}`)
  const report = await project.importText(
    'names.csv',
    `Day,Creative,Country,Shown,Installs\n${lines.join('\n')}\n`,
    {
      source: 'studio',
      map: ['day=Day', 'creative=Creative', 'country=Country', 'impressions=Shown', 'installs=Installs'],
    },
  )
  expect(report.rows.stored).toBe(CREATIVES.length)
  before = await stored()
})
afterAll(() => project.remove())

describe.each(Object.entries(PLACES))('a hostile text as %s', (_, ask) => {
  test('changes nothing but the answer', async () => {
    let asked = 0
    for (const text of HOSTILE) {
      try {
        const { sql } = await project.query(ask(text))
        if (text.length > 3) for (const statement of sql) expect(statement).not.toContain(text)
      } catch (error) {
        expect(error, text).toBeInstanceOf(PermilleError)
        if (error instanceof PermilleError) expect(error.code, text).toMatch(/^(usage|not_found)$/)
      }
      asked += 1
    }
    expect(asked).toBe(HOSTILE.length)
    expect(await stored()).toEqual(before)
  })
})

test('a hostile name is found by itself alone', async () => {
  for (const [index, name] of CREATIVES.entries()) {
    const answer = await project.query({ ...plain, where: `creative = ${quoted(name)}` })
    expect(answer.rows, name).toHaveLength(1)
    expect(answer.totals.impressions, name).toBe((index + 1) * 100)
  }
})
