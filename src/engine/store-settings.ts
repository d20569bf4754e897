import { createHash } from 'node:crypto'
import { CONNECTORS } from '#connectors/index.ts'
import { appSpellings, recogniseApp } from '#connectors/recognise/recognise-app.ts'
import { recogniseNetwork } from '#connectors/recognise/recognise-network.ts'
import type { Catalogue } from '#metrics/index.ts'
import type { CreativeDecision } from '#models/creative-decision.ts'
import { type Naming, readNaming } from '#models/naming/naming.ts'
import type { ObjectDecision, ObjectMerges } from '#models/object-decision.ts'
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

/** Tells the network a name means, by what connectors, the project and people say. */
export function networkNamer(config: ProjectConfig, merges: ObjectMerges): (name: string) => NetworkName {
  const labels = new Map(CONNECTORS.map(({ source, label }) => [source, label]))
  const labelOf = (network: string) => (network === ORGANIC ? 'Organic' : (labels.get(network) ?? null))
  return (name) => {
    const own = name.trim()
    const network = recogniseNetwork(name, config.networks)
    const alone = network ?? own.toLowerCase()
    const decided = merges.get('network')?.get(alone)
    if (decided === undefined) return { network: alone, label: labelOf(alone) ?? network ?? own }
    return { network: decided.merged, label: decided.name ?? labelOf(decided.merged) ?? decided.merged }
  }
}

/** Tells the app a name means, by how stores write ids and what the project and people say. */
export function appNamer({ apps }: ProjectConfig, merges: ObjectMerges): (name: string) => string | null {
  const decided = new Map([...(merges.get('app') ?? [])].map(([key, own]) => [key.toLowerCase(), own]))
  const called = new Map([...decided.values()].map(({ merged, name }) => [merged, name ?? merged]))
  return (name) => {
    const app = recogniseApp(name, apps)
    const own = app === null ? undefined : decided.get(app.toLowerCase())
    return own === undefined ? app : (called.get(own.merged) ?? own.merged)
  }
}

/** What the store holds, apps known by the names the project gives them too. */
export function withAppNames(
  catalogue: Catalogue,
  { apps }: ProjectConfig,
  appOf: (name: string) => string,
): Catalogue {
  const given = Object.entries(apps).flatMap(([name, app]) => [name, app].map((one) => [one, app] as const))
  const known = [...given, ...catalogue.appNames].flatMap(([name, app]) =>
    appSpellings(name).map((one) => [one, appOf(app)] as const),
  )
  return { ...catalogue, appNames: new Map(known) }
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
  { sourceOfTruth }: ProjectConfig,
  networkOf: (name: string) => string,
  appOf: (name: string) => string,
): SourceOfTruth | undefined {
  if (sourceOfTruth === undefined) return undefined
  const byNetwork = <Order>(own: Readonly<Record<string, Order>>) =>
    new Map(Object.entries(own).map(([name, order]) => [networkOf(name), order] as const))
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
export function namingOf({ naming }: ProjectConfig, networkOf: (name: string) => string): Naming {
  return readNaming(naming, networkOf)
}

/** Raised whenever derived tables tell more than before, so that stores made before are derived anew. */
const DERIVATION = 3

/** Changes with everything derived tables depend on beside the rows. */
export function derivationMark(
  { networks, apps, naming }: ProjectConfig,
  decisions: readonly CreativeDecision[],
  objects: readonly ObjectDecision[],
): string {
  const aliases = CONNECTORS.map(({ source, label, aliases: names }) => [source, label, names])
  return createHash('sha256')
    .update(
      JSON.stringify([
        PERMILLE_VERSION,
        DERIVATION,
        networks,
        apps,
        naming ?? null,
        aliases,
        ...decisions,
        ...objects,
      ]),
    )
    .digest('hex')
}
