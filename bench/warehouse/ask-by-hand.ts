import { createClient } from '@clickhouse/client'
import { DuckDBInstance } from '@duckdb/node-api'
import { QUESTIONS } from './questions.ts'
import { saidBy, timed } from './timed.ts'

/**
 * Asks the SQL a person would write, on a database file or a ClickHouse, with the facts summed by creative where they
 * answer (`rolled`) or without (`raw`), or that answers less (`short`), and prints what each took until its rows were
 * objects.
 */
const [where = '', way = 'rolled', times = '1'] = process.argv.slice(2)
const INSTALLS = `SELECT basis, kind FROM outcome_kind WHERE event = 'install'`

interface Store {
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  close(): Promise<void>
}

async function openDuckdb(database: string): Promise<Store> {
  const memory = process.env.PERMILLE_MEMORY ?? '1GB'
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', memory_limit: memory })
  const connection = await instance.connect()
  return {
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjects(),
    async close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

function openClickhouse(url: string): Store {
  const { username, host, pathname } = new URL(url)
  const client = createClient({
    url: `http://${host}`,
    username,
    password: process.env.CLICKHOUSE_PASSWORD ?? '',
    database: pathname.slice(1),
    request_timeout: 300_000,
    clickhouse_settings: { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '20000' },
  })
  return {
    rows: async (sql) => (await client.query({ query: sql, format: 'JSONEachRow' })).json(),
    close: () => client.close(),
  }
}

const store = where.startsWith('clickhouse:') ? openClickhouse(where) : await openDuckdb(where)
const kinds = new Map((await store.rows(INSTALLS)).map(({ basis, kind }) => [basis, String(kind)]))
const [unsummed] = await store.rows(
  'SELECT count(*) AS loads FROM load WHERE load NOT IN (SELECT load FROM roll)',
)
const hasSums = Number(unsummed?.loads) === 0
const asked: Record<string, unknown> = {}
for (const { name, canRoll, hand, short } of QUESTIONS) {
  const write = way === 'short' ? short : hand
  const sql = write(way !== 'raw' && canRoll && hasSums ? 'rolled_fact' : 'fact')
    .replaceAll('$mmp', kinds.get('mmp') ?? 'NULL')
    .replaceAll('$claimed', kinds.get('network') ?? 'NULL')
  const took = await timed(Number(times), () => store.rows(sql))
  asked[name] = way === 'short' ? took : { ...took, said: saidBy(await store.rows(sql)) }
}
console.log(JSON.stringify(asked))
await store.close()
