import type { ConnectorApi } from '#connectors/kit/api.ts'
import type { FieldValues } from '#connectors/kit/auth/auth.ts'

/** Names whom a source's limits count together: connections of the same one share what it allows. */
export function limitedTogether(source: string, api: ConnectorApi, fields: FieldValues): string {
  const names = api.limitedBy ?? api.fields.filter(({ secret }) => secret).map(({ name }) => name)
  return JSON.stringify([source, ...names.map((name) => fields[name] ?? '')])
}
