import type { DuckDBConnection } from '@duckdb/node-api'

/** Writes down which network, account, app, OS and day each of these loads still answers. */
export async function writeSlices(connection: DuckDBConnection, loads: readonly number[]): Promise<void> {
  const list = loads.join(', ')
  await connection.run(`DELETE FROM slice WHERE load IN (${list})`)
  // By a hash, so that millions of facts are grouped by numbers and only their groups get texts.
  const scope = 'hash(network, account, app, os)'
  await connection.run(`INSERT INTO slice
    SELECT g.load, s.network, s.account, s.app, s.os, g.day, g.n, g.impressions
    FROM (SELECT f.load, m.scope, f.day, count(*) AS n, sum(f.impressions) AS impressions
          FROM fact f JOIN (SELECT member, ${scope} AS scope FROM member WHERE load IN (${list})) m USING (member)
          WHERE f.load IN (${list}) GROUP BY ALL) g
    JOIN (SELECT DISTINCT ON (scope) ${scope} AS scope, network, account, app, os FROM member
          WHERE load IN (${list})) s USING (scope)`)
}
