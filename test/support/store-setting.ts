import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the ClickHouse every project of this run keeps its rows in, `DATABASE` in place of a name. */
    warehouse: string
  }
}

/** The line of `permille.yaml` that names the store under test, a database of its own; `undefined` for DuckDB. */
export function storeSetting(): string | undefined {
  const address: string | undefined = inject('warehouse')
  if (address === undefined) return undefined
  return `warehouse: ${address.replace('DATABASE', `permille_${randomUUID().replaceAll('-', '')}`)}`
}
