import type { SqlValue } from '#warehouse/warehouse.ts'

/** Collects bound parameters; user text only ever goes through here. */
export class Parameters {
  readonly values: SqlValue[] = []

  bind(value: SqlValue): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}
