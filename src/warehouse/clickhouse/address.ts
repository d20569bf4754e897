import { PermilleError } from '#schema/error.ts'

/** Where a ClickHouse is and what of it belongs to a project. */
export interface ClickhouseAddress {
  /** Every node by its HTTP address, the one that is asked first. */
  readonly nodes: readonly string[]
  readonly user: string
  readonly password: string
  readonly database: string
  /** Name of the cluster the nodes are the shards of; `null` for a single server. */
  readonly cluster: string | null
}

const ADDRESS = /^clickhouse:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^@/?]+)\/([A-Za-z_][A-Za-z0-9_]*)(?:\?(.*))?$/
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const EXAMPLE = `clickhouse://USER:\${CLICKHOUSE_PASSWORD}@HOST:8123/DATABASE`

function refused(what: string): PermilleError {
  return new PermilleError('usage', `permille.yaml: warehouse: ${what}`, { remedy: `write it as ${EXAMPLE}` })
}

/** Reads `clickhouse://user:password@host:port,host:port/database?cluster=name&tls=true`. */
export function readAddress(url: string): ClickhouseAddress {
  const [, user = '', password = '', hosts = '', database = '', search = ''] = ADDRESS.exec(url) ?? []
  if (database === '') throw refused('this is no address of a ClickHouse')
  const options = new URLSearchParams(search)
  const unknown = [...options.keys()].find((name) => name !== 'cluster' && name !== 'tls')
  if (unknown !== undefined) throw refused(`unknown option ${unknown}; there are cluster and tls`)
  const scheme = options.get('tls') === 'true' ? 'https' : 'http'
  const nodes = hosts.split(',').map((host) => `${scheme}://${host.includes(':') ? host : `${host}:8123`}`)
  if (!nodes.every((node) => URL.canParse(node))) throw refused('a host cannot be read')
  const cluster = options.get('cluster')
  if (cluster !== null && !NAME.test(cluster)) throw refused('a cluster’s name has letters, digits and _')
  if (cluster === null && nodes.length > 1) throw refused('several hosts need the name of their cluster')
  return {
    nodes,
    user: user === '' ? 'default' : decodeURIComponent(user),
    password: decodeURIComponent(password),
    database,
    cluster,
  }
}
