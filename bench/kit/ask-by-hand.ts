import { DuckDBInstance } from '@duckdb/node-api'

/**
 * Runs statements on a database file as a person would, each so often, and prints the milliseconds of every
 * run: its rows are read, but made into nothing. The number of the kind of MMP installs is looked up before.
 */
const [database = '', times = '1', ...statements] = process.argv.slice(2)
const INSTALLS = `SET VARIABLE installs = (SELECT kind FROM outcome_kind WHERE basis = 'mmp' AND event = 'install')`
const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', memory_limit: '1GB' })
const connection = await instance.connect()
await connection.run(INSTALLS)
const counted = await connection.runAndReadAll('SELECT count(*) FROM fact')
const runs: number[][] = []
for (const sql of statements) {
  const own: number[] = []
  for (let time = 0; time < Number(times); time += 1) {
    const start = performance.now()
    const result = await connection.run(sql)
    while ((await result.fetchChunk())?.rowCount) {}
    own.push(performance.now() - start)
  }
  runs.push(own)
}
console.log(JSON.stringify({ facts: Number(counted.getRows()[0]?.[0]), runs }))
connection.closeSync()
instance.closeSync()
