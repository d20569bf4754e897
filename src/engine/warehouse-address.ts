import { PermilleError } from '#schema/error.ts'

const LITERAL_PASSWORD = /^clickhouse:\/\/[^:@/]*:(?!\$\{[A-Z][A-Z0-9_]*\}@)[^@/]*@/
const REFERENCE = /\$\{([A-Z][A-Z0-9_]*)\}/g

/** The address of the ClickHouse a project names, its secrets taken from the environment; `null` for DuckDB. */
export function warehouseAddress(setting: string, environment: NodeJS.ProcessEnv): string | null {
  if (setting === 'duckdb') return null
  if (!setting.startsWith('clickhouse://')) {
    throw new PermilleError('usage', `permille.yaml: warehouse: ${setting} is no store permille knows`, {
      remedy: 'write duckdb, or the address of a ClickHouse: see docs/clickhouse.md',
    })
  }
  if (LITERAL_PASSWORD.test(setting)) {
    throw new PermilleError('usage', 'permille.yaml: warehouse: a password does not belong into this file', {
      remedy: `put it into the environment and write its name, as in \${CLICKHOUSE_PASSWORD}`,
    })
  }
  return setting.replaceAll(REFERENCE, (_, name: string) => {
    const value = environment[name]
    if (value === undefined) {
      throw new PermilleError('usage', `permille.yaml: warehouse: ${name} is not in the environment`, {
        remedy: `set ${name} before permille starts`,
      })
    }
    return encodeURIComponent(value)
  })
}
