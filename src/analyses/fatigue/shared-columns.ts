const BLOCK = 1 << 20

/** A column of numbers, in single precision where that holds every one of them exactly. */
export type Numbers = Float64Array | Float32Array

/**
 * Keeps the columns of very many short series: few large blocks of memory that threads share, and days in a row only once for
 * all that have the same.
 */
export class SharedColumns {
  readonly #runs = new Map<string, Numbers>()
  #single: Float32Array = new Float32Array(0)
  #double: Float64Array = new Float64Array(0)

  /** The values in an order of their places. */
  column(order: ArrayLike<number>, valueAt: (place: number) => number): Numbers {
    const { length } = order
    let isExact = true
    for (let d = 0; d < length && isExact; d++) {
      const value = valueAt(order[d] ?? 0)
      isExact = Math.fround(value) === value
    }
    const kept = isExact ? this.#takeSingle(length) : this.#takeDouble(length)
    for (let d = 0; d < length; d++) kept[d] = valueAt(order[d] ?? 0)
    return kept
  }

  /** Days in ascending order. */
  days(order: ArrayLike<number>, dayAt: (place: number) => number): Numbers {
    const { length } = order
    const first = dayAt(order[0] ?? 0)
    const isRun = length > 0 && dayAt(order[length - 1] ?? 0) - first === length - 1
    if (!isRun) return this.column(order, dayAt)
    const key = `${first} ${length}`
    const known = this.#runs.get(key) ?? this.column(order, dayAt)
    this.#runs.set(key, known)
    return known
  }

  #takeSingle(length: number): Float32Array {
    if (this.#single.length < length)
      this.#single = new Float32Array(new SharedArrayBuffer(4 * Math.max(BLOCK, length)))
    const taken = this.#single.subarray(0, length)
    this.#single = this.#single.subarray(length)
    return taken
  }

  #takeDouble(length: number): Float64Array {
    if (this.#double.length < length)
      this.#double = new Float64Array(new SharedArrayBuffer(8 * Math.max(BLOCK, length)))
    const taken = this.#double.subarray(0, length)
    this.#double = this.#double.subarray(length)
    return taken
  }
}
