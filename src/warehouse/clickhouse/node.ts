import { createReadStream } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type ClickHouseClient,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client'
import type { SqlAnswer, SqlValue } from '../warehouse.ts'
import type { ClickhouseAddress } from './address.ts'
import { type AskedRows, readAskedRows } from './ask/read-asked-rows.ts'
import { bindParameters } from './parameters.ts'
import { readAnswer } from './read-answer.ts'
import { isAway, isTimeout, refusal } from './refusal.ts'

const LONGEST_SECONDS = 120
const TRIES = 4
const FIRST_PAUSE = 250

/** NULL, joins and sums as other databases have them, and a cluster that answers whole or not at all. */
const SETTINGS: ClickHouseSettings = {
  join_use_nulls: 1,
  session_timezone: 'UTC',
  cast_keep_nullable: 1,
  prefer_column_name_to_alias: 1,
  transform_null_in: 0,
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
  max_execution_time: LONGEST_SECONDS,
  timeout_overflow_mode: 'throw',
  skip_unavailable_shards: 0,
  // A condition with a query in it would be sent to shards that lack the tables it asks.
  allow_push_predicate_ast_for_distributed_subqueries: 0,
  connect_timeout_with_failover_ms: 2000,
  handshake_timeout_ms: 5000,
  receive_timeout: 20,
  prefer_localhost_replica: 1,
  max_query_size: '67108864',
  async_insert: 0,
  wait_end_of_query: 1,
  send_progress_in_http_headers: 1,
  http_headers_progress_interval_ms: '20000',
}

/** One ClickHouse server over HTTP. */
export class ClickhouseNode {
  readonly url: string
  readonly #client: ClickHouseClient

  constructor(url: string, { user, password, database }: ClickhouseAddress) {
    this.url = url
    this.#client = createClient({
      url,
      username: user,
      password,
      database,
      application: 'permille',
      log: { level: ClickHouseLogLevel.OFF },
      request_timeout: (LONGEST_SECONDS + 10) * 1000,
      max_open_connections: 8,
      use_multipart_params_auto: true,
      compression: { response: true },
      clickhouse_settings: SETTINGS,
    })
  }

  async query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return this.#tell(async () => {
      const result = await this.#client.query({ ...bindParameters(sql, parameters), format: 'JSONCompact' })
      return readAnswer(await result.json())
    })
  }

  /** How the server parses a statement, line by line; throws what the server says. */
  async parse(sql: string): Promise<readonly string[]> {
    // A format of its own would belong to the statement that is explained.
    const { stream } = await this.#client.exec({
      query: `EXPLAIN AST ${sql}`,
      clickhouse_settings: { readonly: '1' },
    })
    return (await text(stream)).split('\n')
  }

  /** Columns with their types and rows of SQL a person wrote; throws what the server says. */
  async ask(sql: string, settings: ClickHouseSettings = {}): Promise<AskedRows> {
    const result = await this.#client.query({
      query: sql,
      format: 'JSONCompact',
      clickhouse_settings: settings,
    })
    return readAskedRows(await result.json())
  }

  /** Runs a statement; `database: false` before there is one. */
  async run(sql: string, settings: ClickHouseSettings = {}): Promise<void> {
    await this.#tell(() => this.#client.command({ query: sql, clickhouse_settings: settings }))
  }

  /** Inserts rows; sent again with the same token they are kept once. */
  async insertRows(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly unknown[])[],
    token: string,
  ): Promise<void> {
    const [first, ...others] = columns
    if (first === undefined || rows.length === 0) return
    await this.#insist(() =>
      this.#client.insert({
        table,
        columns: [first, ...others],
        values: rows.map((row) => [...row]),
        format: 'JSONCompactEachRow',
        clickhouse_settings: { insert_deduplication_token: token },
      }),
    )
  }

  /** Inserts a Parquet file; sent again with the same token its rows are kept once. */
  async insertFile(table: string, path: string, token: string): Promise<void> {
    await this.#insist(() =>
      this.#client.insert({
        table,
        values: createReadStream(path),
        format: 'Parquet',
        clickhouse_settings: { insert_deduplication_token: token },
      }),
    )
  }

  async #insist(work: () => Promise<unknown>): Promise<void> {
    await this.#tell(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await work()
        } catch (error) {
          // Whoever was silent for as long as a request may take is not asked again.
          if (attempt === TRIES || !isAway(error) || isTimeout(error)) throw error
          await wait(FIRST_PAUSE * 2 ** attempt)
        }
      }
    })
  }

  async #tell<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw refusal(this.url, error)
    }
  }

  async close(): Promise<void> {
    await this.#client.close()
  }
}
