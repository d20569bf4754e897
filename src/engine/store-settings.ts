import { createHash } from 'node:crypto'
import { CONNECTORS } from '#connectors/index.ts'
import { recogniseApp } from '#connectors/recognise/recognise-app.ts'
import { recogniseNetwork } from '#connectors/recognise/recognise-network.ts'
import type { Catalogue } from '#metrics/index.ts'
import type { CreativeDecision } from '#models/creative-decision.ts'
import { type Naming, readNaming } from '#models/naming/naming.ts'
import type { SourceOfTruth } from '#models/policy.ts'
import type { NetworkName } from '#models/refresh-networks.ts'
import type { CurrencyRate } from '#models/refresh-rates.ts'
import type { SourceProfile } from '#models/refresh-sources.ts'
import { ORGANIC } from '#schema/organic.ts'
import type { BeforeUpgrade, Warehouse } from '#warehouse/warehouse.ts'
import type { ProjectConfig } from './project-file.ts'
import { crossRates, type FetchedRates } from './rates/fetched-rates.ts'
import { PERMILLE_VERSION } from './version.ts'

const EARLIEST = '1970-01-01'

/** Rates of permille.yaml, and fetched ones of the currencies it gives none for. */
export function ratesOf(config: ProjectConfig, fetched: FetchedRates | null): readonly CurrencyRate[] {
  const written = writtenRates(config)
  if (fetched === null || config.currency === undefined) return written
  return [...written, ...crossRates(fetched, config.currency, new Set(Object.keys(config.rates)))]
}

function writtenRates(config: ProjectConfig): readonly CurrencyRate[] {
  return Object.entries(config.rates).flatMap(([currency, rates]) =>
    typeof rates === 'number'
      ? [{ currency, day: EARLIEST, rate: rates }]
      : Object.entries(rates).map(([day, rate]) => ({ currency, day, rate })),
  )
}

/** Opens the store of an address, or the project's own; a store's driver is loaded only where it is used. */
export async function openWarehouse(
  address: string | null,
  database: string,
  desk: {
    readonly readable: readonly string[]
    readonly spill: string
    readonly memory: string
    readonly beforeUpgrade?: BeforeUpgrade
  },
): Promise<Warehouse> {
  if (address === null) {
    const { openDuckdb } = await import('#warehouse/duckdb/duckdb-warehouse.ts')
    return openDuckdb({ database, ...desk })
  }
  const { openClickhouse } = await import('#warehouse/clickhouse/clickhouse-warehouse.ts')
  return openClickhouse(address, desk)
}

/** Tells the network a name means, by what connectors and the project say. */
export function networkNamer(config: ProjectConfig): (name: string) => NetworkName | null {
  const labels = new Map(CONNECTORS.map(({ source, label }) => [source, label]))
  return (name) => {
    const network = recogniseNetwork(name, config.networks)
    if (network === null) return null
    return { network, label: network === ORGANIC ? 'Organic' : (labels.get(network) ?? network) }
  }
}

/** Tells the app a name means, by how stores write ids and what the project says. */
export function appNamer({ apps }: ProjectConfig): (name: string) => string | null {
  return (name) => recogniseApp(name, apps)
}

/** What the store holds, apps known by the names the project gives them too. */
export function withAppNames(catalogue: Catalogue, { apps }: ProjectConfig): Catalogue {
  const given = Object.entries(apps).map(([name, app]) => [name.toLowerCase(), app] as const)
  return given.length === 0
    ? catalogue
    : { ...catalogue, appNames: new Map([...given, ...catalogue.appNames]) }
}

/** What is known of every source there is a connector for. */
export function sourceProfiles(): readonly SourceProfile[] {
  return CONNECTORS.map(({ source, label, kind, refetchDays }) => ({
    source,
    label,
    kind,
    network: kind === 'network' ? source : null,
    refetchDays,
  }))
}

/** Whose conversions answer, where the project says so. */
export function sourceOfTruthOf(
  { sourceOfTruth, networks }: ProjectConfig,
  appOf: (name: string) => string,
): SourceOfTruth | undefined {
  if (sourceOfTruth === undefined) return undefined
  const byNetwork = <Order>(own: Readonly<Record<string, Order>>) =>
    new Map(
      Object.entries(own).map(([name, order]) => [recogniseNetwork(name, networks) ?? name, order] as const),
    )
  const apps = Object.entries(sourceOfTruth.apps).map(([name, own]) => {
    const policy = Array.isArray(own) ? { outcomes: own, networks: {} } : own
    return [appOf(name), { outcomes: policy.outcomes ?? null, networks: byNetwork(policy.networks) }] as const
  })
  const { outcomes, matchedShare } = sourceOfTruth
  return {
    outcomes,
    matchedShare,
    networks: byNetwork(sourceOfTruth.networks),
    ...(apps.length === 0 ? {} : { apps: new Map(apps) }),
  }
}

/** How the names of a project's rows are built. */
export function namingOf({ naming, networks }: ProjectConfig): Naming {
  return readNaming(naming, (network) => recogniseNetwork(network, networks) ?? network)
}

/** Raised whenever derived tables tell more than before, so that stores made before are derived anew. */
const DERIVATION = 3

/** Changes with everything derived tables depend on beside the rows. */
export function derivationMark(
  { networks, apps, naming }: ProjectConfig,
  decisions: readonly CreativeDecision[],
): string {
  const aliases = CONNECTORS.map(({ source, label, aliases: names }) => [source, label, names])
  return createHash('sha256')
    .update(
      JSON.stringify([PERMILLE_VERSION, DERIVATION, networks, apps, naming ?? null, aliases, ...decisions]),
    )
    .digest('hex')
}
