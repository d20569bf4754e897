import type { TestProject } from 'vitest/node'
import { startClickhouse } from '../support/clickhouse.ts'

/** Set-up of a test run whose projects keep their rows in a ClickHouse of so many nodes. */
export function provideStore(nodes: number) {
  return async (project: TestProject) => {
    const clickhouse = await startClickhouse(nodes)
    project.provide('warehouse', clickhouse.url('DATABASE'))
    return () => clickhouse.stop()
  }
}
