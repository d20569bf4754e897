import { DuckDBInstance } from '@duckdb/node-api'

/**
 * Runs statements on a database file as a person would, each so often, and prints the milliseconds of every
 * run: its rows are read, but made into nothing.
 */
const [database = '', times = '1', ...statements] = process.argv.slice(2)
const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', memory_limit: '1GB' })
const connection = await instance.connect()
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
console.log(JSON.stringify(runs))
connection.closeSync()
instance.closeSync()
