/** Conversions of one day by how many days later they came, as far as the day was observed. */
export interface DelayRow {
  /** Any running number. */
  readonly day: number
  /** Conversions at delay 0, 1, …; as many as were observed, so the newest days are short. */
  readonly counts: ArrayLike<number>
}

/** Sums of a triangle by delay k, over the days that were observed to k. */
export interface DelaySums {
  /** Conversions that came at delay k. */
  readonly at: Float64Array
  /** Conversions that came up to delay k, of the same days. */
  readonly upTo: Float64Array
}

/** What reverse hazards are learnt from: sums over days, addable. */
export function delaySums(rows: readonly DelayRow[]): DelaySums {
  const length = rows.reduce((most, { counts }) => Math.max(most, counts.length), 0)
  const at = new Float64Array(length)
  const upTo = new Float64Array(length)
  for (const { counts } of rows) {
    let total = 0
    for (let k = 0; k < counts.length; k++) {
      total += counts[k] ?? 0
      at[k] = (at[k] ?? 0) + (counts[k] ?? 0)
      upTo[k] = (upTo[k] ?? 0) + total
    }
  }
  return { at, upTo }
}

/** Triangles of two groups as one. */
export function addDelaySums(one: DelaySums, other: DelaySums): DelaySums {
  const length = Math.max(one.at.length, other.at.length)
  const add = (a: Float64Array, b: Float64Array) =>
    Float64Array.from({ length }, (_, k) => (a[k] ?? 0) + (b[k] ?? 0))
  return { at: add(one.at, other.at), upTo: add(one.upTo, other.upTo) }
}
