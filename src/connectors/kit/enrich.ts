import type { ApiCaller } from './caller.ts'
import type { Cells } from './cells.ts'
import type { Fetch } from './fetch.ts'
import { fetchRows } from './fetch-rows.ts'
import { SourceError } from './problem.ts'
import type { Enrichment, SliceContext } from './stream.ts'

/** Rows looked up together. */
const AT_ONCE = 5000

/** Names that are listed as a whole, where a source does not answer for single ids. */
export function dictionary(
  spec: Pick<Enrichment, 'id' | 'key' | 'entry'> & { readonly list: (context: SliceContext) => Fetch },
): Enrichment {
  const { list, ...rest } = spec
  return { ...rest, batch: Number.MAX_SAFE_INTEGER, fetch: (context) => [list(context)] }
}

/** Adds looked-up columns to rows; what cannot be looked up stays out, since the numbers are worth more than names. */
export class Enricher {
  readonly #caller: ApiCaller
  readonly #enrichments: readonly Enrichment[]
  readonly #context: SliceContext
  readonly #known = new Map<string, Cells>()
  readonly #given = new Set<string>()

  constructor(caller: ApiCaller, enrichments: readonly Enrichment[], context: SliceContext) {
    this.#caller = caller
    this.#enrichments = enrichments
    this.#context = context
  }

  async *rows(rows: AsyncIterable<Cells>): AsyncGenerator<Cells> {
    if (this.#enrichments.length === 0) {
      yield* rows
      return
    }
    let batch: Cells[] = []
    for await (const row of rows) {
      batch.push(row)
      if (batch.length < AT_ONCE) continue
      yield* await this.#enriched(batch)
      batch = []
    }
    yield* await this.#enriched(batch)
  }

  async #enriched(batch: readonly Cells[]): Promise<readonly Cells[]> {
    let rows = batch
    for (const enrichment of this.#enrichments) {
      if (this.#given.has(enrichment.id)) continue
      await this.#lookUp(enrichment, rows)
      rows = rows.map((row) => {
        const columns = this.#known.get(`${enrichment.id} ${row[enrichment.key] ?? ''}`)
        return columns === undefined ? row : { ...columns, ...row }
      })
    }
    return rows
  }

  /** What is asked for by its one id may have been deleted since; the others are looked up all the same. */
  async #ask(enrichment: Enrichment, ids: readonly string[]): Promise<void> {
    try {
      for (const fetch of enrichment.fetch(this.#context, ids)) {
        for await (const row of fetchRows(this.#caller, fetch)) {
          const entry = enrichment.entry(row)
          if (entry !== null) this.#known.set(`${enrichment.id} ${entry.id}`, entry.columns)
        }
      }
    } catch (error) {
      const isDeleted = error instanceof SourceError && error.problem.kind === 'wrong_account'
      if (!isDeleted || enrichment.batch > 1) throw error
    }
  }

  async #lookUp(enrichment: Enrichment, rows: readonly Cells[]): Promise<void> {
    const wanted = new Set(
      rows.flatMap((row) => {
        const id = row[enrichment.key]
        return id && !this.#known.has(`${enrichment.id} ${id}`) ? [id] : []
      }),
    )
    const ids = [...wanted]
    try {
      for (let start = 0; start < ids.length; start += enrichment.batch) {
        const batch = ids.slice(start, start + enrichment.batch)
        await this.#ask(enrichment, batch)
        for (const id of batch) {
          const place = `${enrichment.id} ${id}`
          if (!this.#known.has(place)) this.#known.set(place, {})
        }
      }
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      this.#given.add(enrichment.id)
    }
  }
}
