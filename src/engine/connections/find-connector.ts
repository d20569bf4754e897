import { CONNECTORS } from '#connectors/index.ts'
import type { ConnectorApi } from '#connectors/kit/api.ts'
import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'

/** A source whose API permille reads. */
export type ApiConnector = Connector & { readonly api: ConnectorApi }

function hasApi(connector: Connector): connector is ApiConnector {
  return connector.api !== undefined
}

/** Every source that can be connected to. */
export const API_CONNECTORS: readonly ApiConnector[] = CONNECTORS.filter(hasApi)

/** The source of a name. Throws `not_found` for one that cannot be connected to. */
export function findConnector(source: string): ApiConnector {
  const found = API_CONNECTORS.find((connector) => connector.source === source)
  if (found !== undefined) return found
  const close = nearest(
    source,
    API_CONNECTORS.map((connector) => connector.source),
  )
  throw new PermilleError(
    'not_found',
    `permille does not connect to ${source}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: 'see `permille connect --list`; its export files can be imported all the same' },
  )
}
