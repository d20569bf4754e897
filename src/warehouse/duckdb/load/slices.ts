import type { DuckDBConnection } from '@duckdb/node-api'

/** Writes down which network, account, app, OS and day each of these loads still answers. */
export async function writeSlices(connection: DuckDBConnection, loads: readonly number[]): Promise<void> {
  const list = loads.join(', ')
  await connection.run(`DELETE FROM slice WHERE load IN (${list})`)
  await connection.run(`INSERT INTO slice
    SELECT g.load, m.network, m.account, m.app, m.os, g.day, sum(g.n), sum(g.impressions)
    FROM (SELECT load, member, day, count(*) AS n, sum(impressions) AS impressions FROM fact
          WHERE load IN (${list}) GROUP BY ALL) g
    JOIN member m USING (member) GROUP BY ALL`)
}
