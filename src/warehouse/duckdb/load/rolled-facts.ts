import type { DuckDBConnection } from '@duckdb/node-api'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import { LEAST_MEMBERS, LEAST_SHRINKAGE, ROLLED_DIMENSIONS } from '../../rolled-dimensions.ts'

async function worthRolling(
  connection: DuckDBConnection,
  loads: readonly number[],
): Promise<readonly number[]> {
  const answer = await connection.runAndReadAll(
    `SELECT load FROM member JOIN rolled_member USING (member) GROUP BY load
     HAVING count(*) >= ${LEAST_MEMBERS} AND count(*) >= ${LEAST_SHRINKAGE} * count(DISTINCT rolled)`,
  )
  return answer
    .getRows()
    .map(([load]) => Number(load))
    .filter((load) => loads.includes(load))
}

/**
 * Sums the facts of these loads over what questions about creatives do not ask, where that makes them few;
 * returns the loads it did so for.
 */
export async function writeRolledFacts(
  connection: DuckDBConnection,
  loads: readonly number[],
): Promise<readonly number[]> {
  const list = loads.join(', ')
  await connection.run(`DELETE FROM rolled_fact WHERE load IN (${list})`)
  await connection.run(`DELETE FROM roll WHERE load IN (${list})`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE rolled_member AS
    SELECT member, min(member) OVER (PARTITION BY texts) AS rolled
    FROM (SELECT member, hash(load, currency, ${ROLLED_DIMENSIONS.join(', ')}) AS texts FROM member
          WHERE load IN (${list}))`)
  const rolled = await worthRolling(connection, loads)
  if (rolled.length > 0) {
    const sums = DELIVERY_MEASURE_NAMES.map((measure) => `sum(f.${measure})`).join(', ')
    await connection.run(`INSERT INTO rolled_fact
      SELECT f.load, f.day, r.rolled, ${sums}, f.kind, sum(f.count), sum(f.value)
      FROM fact f JOIN rolled_member r USING (member) WHERE f.load IN (${rolled.join(', ')})
      GROUP BY f.load, f.day, r.rolled, f.kind`)
    await connection.run(`INSERT INTO roll VALUES ${rolled.map((load) => `(${load})`).join(', ')}`)
  }
  await connection.run('DROP TABLE rolled_member')
  return rolled
}
