/** What the other store needs of DuckDB, which reads files for it. */
export type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
