import { randomInt } from 'node:crypto'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import { LEAST_MEMBERS, LEAST_SHRINKAGE, ROLLED_DIMENSIONS } from '../../rolled-dimensions.ts'
import type { ClickhouseNode } from '../node.ts'
import { FACT_COLUMNS } from '../tables.ts'

/** Shards get their rows while the statement runs, so that nothing counts that is not there yet. */
const SETTINGS = { distributed_foreground_insert: 1, max_execution_time: 0 } as const

const TEXTS = `cityHash64(tuple(load, currency, ${ROLLED_DIMENSIONS.join(', ')}))`
const SUMMED = new Set<string>([...DELIVERY_MEASURE_NAMES, 'count', 'value'])
const COLUMNS = FACT_COLUMNS.filter((name) => name !== 'member')

/** The loads of these that keep a roll-up and have none of what will be in force. */
async function unrolled(
  node: ClickhouseNode,
  loads: readonly number[],
  inForce: string,
): Promise<readonly { readonly load: number; readonly replacedBy: readonly number[] }[]> {
  const { rows } = await node.query(
    `SELECT w.load AS load, s.replacers AS replacers FROM
       (SELECT load FROM landed_member WHERE load IN (${loads.join(', ')}) GROUP BY load
        HAVING count(*) >= ${LEAST_MEMBERS} AND count(*) >= ${LEAST_SHRINKAGE} * uniqExact(${TEXTS})) w
     LEFT JOIN (SELECT load, arraySort(groupUniqArray(replaced_by)) AS replacers FROM landed_replacement
       WHERE replaced_by IN (${inForce}) GROUP BY load) s ON s.load = w.load
     WHERE (w.load, s.replacers) NOT IN (SELECT load, replaced_by FROM landed_roll)`,
  )
  return rows.map(({ load, replacers }) => ({
    load: Number(load),
    replacedBy: Array.isArray(replacers) ? replacers : [],
  }))
}

/**
 * Sums the facts of these loads over what questions about creatives do not ask, where that makes them few, as they
 * will be once exactly the loads `inForce` count. What is never published never counts.
 */
export async function writeRolls(
  node: ClickhouseNode,
  loads: readonly number[],
  inForce: readonly number[],
): Promise<void> {
  const counting = loads.filter((load) => inForce.includes(load))
  if (counting.length === 0) return
  const list = inForce.join(', ')
  for (const { load, replacedBy } of await unrolled(node, counting, list)) {
    const roll = Date.now() * 1000 + randomInt(1000)
    await node.run(
      `INSERT INTO landed_rolled_fact (roll, member, ${COLUMNS.join(', ')})
       SELECT ${roll} AS roll, r.rolled AS member,
         ${COLUMNS.map((name) => `${SUMMED.has(name) ? `sum(f.${name})` : `f.${name}`} AS ${name}`).join(', ')}
       FROM landed_fact f GLOBAL JOIN (
         SELECT member, min(member) OVER (PARTITION BY ${TEXTS}) AS rolled FROM landed_member WHERE load = ${load}
       ) r ON r.member = f.member
       WHERE f.load = ${load}
         AND f.slice GLOBAL NOT IN (SELECT slice FROM landed_replacement WHERE load = ${load} AND replaced_by IN (${list}))
       GROUP BY f.load, f.day, r.rolled, f.kind`,
      SETTINGS,
    )
    await node.insertRows(
      'landed_roll',
      ['roll', 'load', 'replaced_by'],
      [[roll, load, replacedBy]],
      `roll ${roll}`,
    )
  }
}
