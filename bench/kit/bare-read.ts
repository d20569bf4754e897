import { DuckDBInstance } from '@duckdb/node-api'

/** DuckDB's own reading of a CSV file into a table of a fresh database, and nothing else. */
const [file = '', database = ''] = process.argv.slice(2)
const instance = await DuckDBInstance.create(database)
const connection = await instance.connect()
await connection.run(`CREATE TABLE bare AS SELECT * FROM read_csv('${file.replaceAll("'", "''")}')`)
connection.closeSync()
instance.closeSync()
