import { addDays, countDays, earlierDay } from '#schema/day.ts'
import type { ApiCaller } from './caller.ts'
import type { Cells } from './cells.ts'
import { Enricher } from './enrich.ts'
import type { Fetch } from './fetch.ts'
import { fetchRows } from './fetch-rows.ts'
import { SourceError } from './problem.ts'
import { StatedTotal, TOTAL_MARK } from './stated-total.ts'
import type { SliceContext, Stream } from './stream.ts'

/** Which totals of the source come with its rows: those its answers hold, or also those it has to be asked for. */
export type WantedTotals = 'none' | 'told' | 'asked'

const HALVED = new Set(['job_failed', 'window_too_large'])

/** Ranges of days, each as long as one request may be. */
export function windowsOf(from: string, to: string, days: number): readonly { from: string; to: string }[] {
  const count = Math.ceil(countDays(from, to) / days)
  return Array.from({ length: count }, (_, place) => {
    const first = addDays(from, place * days)
    return { from: first, to: earlierDay(addDays(first, days - 1), to) }
  })
}

async function fetchesOf(
  caller: ApiCaller,
  stream: Stream,
  context: SliceContext,
): Promise<readonly Fetch[]> {
  const { parents } = stream
  if (parents === undefined) return stream.fetch(context)
  const ids = new Set<string>()
  for (const fetch of parents.fetch(context)) {
    for await (const row of fetchRows(caller, fetch)) {
      const id = parents.id(row)
      if (id !== null) ids.add(id)
    }
  }
  const all = [...ids]
  const batches = Array.from({ length: Math.ceil(all.length / parents.batch) }, (_, place) =>
    all.slice(place * parents.batch, (place + 1) * parents.batch),
  )
  return batches.flatMap((batch) => parents.fetchOf({ ...context, parents: batch }))
}

/** A source may refuse a single day; then more are asked for, and theirs are left out again. */
function widened(stream: Stream, context: SliceContext): SliceContext {
  const missing = (stream.leastDays ?? 1) - countDays(context.from, context.to)
  return missing > 0 ? { ...context, from: addDays(context.from, -missing) } : context
}

async function* windowRows(caller: ApiCaller, stream: Stream, context: SliceContext): AsyncGenerator<Cells> {
  let isBegun = false
  try {
    const asked = widened(stream, context)
    for (const fetch of await fetchesOf(caller, stream, asked)) {
      for await (const row of fetchRows(caller, fetch)) {
        const cells = stream.row === undefined || TOTAL_MARK in row ? row : stream.row(row, context)
        if (cells === null) continue
        isBegun = true
        yield cells
      }
    }
  } catch (error) {
    const days = countDays(context.from, context.to)
    const isHalved = error instanceof SourceError && HALVED.has(error.problem.kind)
    if (!isHalved || isBegun || days < 2) throw error
    const middle = addDays(context.from, Math.floor(days / 2))
    yield* windowRows(caller, stream, { ...context, to: addDays(middle, -1) })
    yield* windowRows(caller, stream, { ...context, from: middle })
  }
}

/** Adds what the source says of these days, where it says it; a total that cannot be had costs no row. */
async function askTotal(
  caller: ApiCaller,
  { total: asked }: Stream,
  context: SliceContext,
  total: StatedTotal,
): Promise<boolean> {
  if (asked === undefined) return true
  try {
    for (const fetch of asked.fetch(context))
      for await (const cells of fetchRows(caller, fetch)) total.add(cells)
    return true
  } catch (error) {
    if (error instanceof SourceError) return false
    throw error
  }
}

/**
 * All rows of an account's days, in as many requests as the source wants, with looked-up columns; then, where it states
 * one, its own total of them in a marked row.
 */
export async function* fetchSlice(
  caller: ApiCaller,
  stream: Stream,
  context: SliceContext,
  totals: WantedTotals = 'none',
): AsyncGenerator<Cells> {
  const enricher = new Enricher(caller, stream.enrich ?? [], context)
  const total = new StatedTotal()
  const columns = new Set<string>()
  for (const { from, to } of windowsOf(context.from, context.to, stream.daysPerRequest)) {
    for await (const cells of enricher.rows(windowRows(caller, stream, { ...context, from, to }))) {
      if (total.take(cells)) continue
      for (const column in cells) columns.add(column)
      yield cells
    }
  }
  if (totals === 'none') return
  const isWhole = totals === 'told' || (await askTotal(caller, stream, context, total))
  const row = isWhole ? total.row(columns) : null
  if (row !== null) yield row
}
