import type { AskedSql } from '../../warehouse.ts'
import type { ClickhouseNode } from '../node.ts'
import { refuseSql } from './refuse-sql.ts'
import { refusedSql } from './refused-sql.ts'

const MOST_MEMORY = '4000000000'

/**
 * The rows of a SELECT a person wrote, over the documented views alone; stopped after so many seconds. The server
 * runs it read-only, which no `SETTINGS` in it can change and which keeps files and other servers out of reach.
 */
export async function askSql(
  node: ClickhouseNode,
  text: string,
  { limit, seconds }: { readonly limit: number; readonly seconds: number },
): Promise<AskedSql> {
  const statement = text.replace(/[;\s]+$/, '')
  await refuseSql(node, statement)
  try {
    const { columns, rows } = await node.ask(statement, {
      readonly: '1',
      limit: String(limit + 1),
      max_execution_time: seconds,
      max_memory_usage: MOST_MEMORY,
      output_format_json_quote_64bit_integers: 1,
    })
    return { columns, rows: rows.slice(0, limit), isCut: rows.length > limit }
  } catch (error) {
    throw refusedSql(error)
  }
}
