/**
 * Asks Malloy the questions of the bench on a DuckDB file, each so often, and prints the milliseconds of every run,
 * compiling included, or why it cannot. Installed by `npm install --prefix bench/peer --ignore-scripts`.
 */
import { createRequire } from 'node:module'
import { z } from 'zod'
import { QUESTIONS } from '../warehouse/questions.ts'
import { timed } from '../warehouse/timed.ts'

interface Malloy {
  readonly SingleConnectionRuntime: new (
    of: object,
  ) => {
    loadQuery(text: string): {
      run(options: { rowLimit: number }): Promise<{ readonly data: { toObject(): unknown } }>
    }
  }
}
interface MalloyDuckdb {
  readonly DuckDBConnection: new (
    of: object,
  ) => { runSQL(sql: string): Promise<{ readonly rows: unknown }>; close(): Promise<void> }
}

const [databasePath = '', times = '1'] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const { SingleConnectionRuntime }: Malloy = require('@malloydata/malloy')
const { DuckDBConnection }: MalloyDuckdb = require('@malloydata/db-duckdb')

const connection = new DuckDBConnection({ name: 'duckdb', databasePath, readOnly: true })
const found = await connection.runSQL(
  `SELECT kind FROM outcome_kind WHERE basis = 'mmp' AND event = 'install'`,
)
const [{ kind }] = z.tuple([z.object({ kind: z.coerce.number() })]).parse(found.rows)
const model = `
source: placed is duckdb.sql("""
  SELECT m.member, i.network, i.creative, e.name AS creative_name, m.app, m.os, m.country
  FROM member m JOIN identity i USING (member) LEFT JOIN entity e ON e.level = 'creative' AND e.key = i.creative
""") extend { primary_key: member }
source: facts is duckdb.table('fact') extend {
  rename: amount is \`count\`
  join_one: placed with member
  measure:
    shown is impressions.sum()
    paid is spend.sum()
    installs is amount.sum() { where: kind = ${kind} }
    ipm is 1000 * installs / shown
    cpi is paid / installs
}
`
const runtime = new SingleConnectionRuntime({ connection })
const asked: Record<string, unknown> = {}
for (const { name, malloy } of QUESTIONS) {
  asked[name] = await timed(Number(times), async () => {
    const { data } = await runtime.loadQuery(`${model}\nrun: facts -> ${malloy}`).run({ rowLimit: 100_000 })
    return data.toObject()
  })
}
console.log(JSON.stringify(asked))
await connection.close()
