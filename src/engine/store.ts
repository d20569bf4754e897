import { mkdir, rm } from 'node:fs/promises'
import { CONNECTORS } from '#connectors/index.ts'
import { recogniseNetwork } from '#connectors/recognise/recognise-network.ts'
import {
  type Catalogue,
  findMetric,
  type Metric,
  type MetricContext,
  readCatalogue,
  readDataVersion,
} from '#metrics/index.ts'
import type { SourceOfTruth } from '#models/policy.ts'
import { refreshIdentity } from '#models/refresh-identity.ts'
import { type NetworkName, refreshNetworks } from '#models/refresh-networks.ts'
import { type CurrencyRate, refreshRates } from '#models/refresh-rates.ts'
import { refreshSources } from '#models/refresh-sources.ts'
import type { Freshness } from '#schema/answer/freshness.ts'
import { openDuckdb } from '#warehouse/duckdb/duckdb-warehouse.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { ProjectConfig } from './project-file.ts'

export interface StoreFiles {
  readonly database: string
  readonly landing: string
  readonly scratch: string
  readonly spill: string
}

const EARLIEST = '1970-01-01'
const DEFAULT_MEMORY = '1GB'

function ratesOf(config: ProjectConfig): CurrencyRate[] {
  return Object.entries(config.rates).flatMap(([currency, rates]) =>
    typeof rates === 'number'
      ? [{ currency, day: EARLIEST, rate: rates }]
      : Object.entries(rates).map(([day, rate]) => ({ currency, day, rate })),
  )
}

function networkNamer(config: ProjectConfig): (name: string) => NetworkName | null {
  const labels = new Map(CONNECTORS.map(({ source, label }) => [source, label]))
  return (name) => {
    const network = recogniseNetwork(name, config.networks)
    if (network === null) return null
    return { network, label: network === 'organic' ? 'Organic' : (labels.get(network) ?? network) }
  }
}

function ownMetrics(config: ProjectConfig): Metric[] {
  const names = { mainEvent: config.event, own: [] }
  return Object.entries(config.metrics).flatMap(([name, own]): Metric[] => {
    const numerator = findMetric(own.numerator, names)
    const denominator = findMetric(own.denominator, names)
    if (numerator.kind !== 'sum' || denominator.kind !== 'sum') return []
    return [
      {
        kind: 'ratio',
        name,
        label: own.label ?? name,
        description: own.description ?? `${own.numerator} ÷ ${own.denominator}.`,
        synonyms: [],
        unit: own.scale === 1000 ? 'per_mille' : 'ratio',
        higherIsBetter: own.higherIsBetter,
        numerator: numerator.of,
        denominator: denominator.of,
        scale: own.scale,
        family: 'ratio',
      },
    ]
  })
}

/** One database of landed rows with everything derived from them kept current. */
export class Store {
  readonly warehouse: Warehouse
  readonly files: StoreFiles
  readonly #sampleLabel: string | null
  #config: ProjectConfig
  #catalogue: Catalogue | null = null

  private constructor(
    warehouse: Warehouse,
    files: StoreFiles,
    config: ProjectConfig,
    sampleLabel: string | null,
  ) {
    this.warehouse = warehouse
    this.files = files
    this.#config = config
    this.#sampleLabel = sampleLabel
  }

  static async open(files: StoreFiles, config: ProjectConfig, sampleLabel: string | null): Promise<Store> {
    await mkdir(files.landing, { recursive: true })
    await rm(files.spill, { recursive: true, force: true })
    await mkdir(files.spill, { recursive: true })
    const warehouse = await openDuckdb({
      database: files.database,
      readable: [files.landing, files.scratch],
      spill: files.spill,
      memory: process.env.PERMILLE_MEMORY ?? DEFAULT_MEMORY,
    })
    const store = new Store(warehouse, files, config, sampleLabel)
    await store.configure(config)
    return store
  }

  /** Takes over changed settings. */
  async configure(config: ProjectConfig): Promise<void> {
    this.#config = config
    this.#catalogue = null
    await refreshRates(this.warehouse, ratesOf(config))
    await refreshSources(
      this.warehouse,
      CONNECTORS.map(({ source, label, kind, refetchDays }) => ({
        source,
        label,
        kind,
        network: kind === 'network' ? source : null,
        refetchDays,
      })),
    )
  }

  /** Brings networks and identities up to date after rows changed. */
  async refresh(): Promise<void> {
    this.#catalogue = null
    await refreshNetworks(this.warehouse, networkNamer(this.#config))
    await refreshIdentity(this.warehouse)
  }

  async catalogue(): Promise<Catalogue> {
    const version = await readDataVersion(this.warehouse)
    if (this.#catalogue?.dataVersion !== version) this.#catalogue = await readCatalogue(this.warehouse)
    return this.#catalogue
  }

  async isEmpty(): Promise<boolean> {
    return (await this.catalogue()).loads.length === 0
  }

  async metricContext(): Promise<MetricContext> {
    const config = this.#config
    const policy: SourceOfTruth | undefined = config.sourceOfTruth
    return {
      warehouse: this.warehouse,
      catalogue: await this.catalogue(),
      names: { mainEvent: config.event, own: ownMetrics(config) },
      currency: config.currency ?? null,
      timezone: config.timezone,
      ...(policy === undefined ? {} : { policy }),
    }
  }

  async freshness(): Promise<Freshness> {
    const { dataVersion, newestDay, newestCompleteDay, lastLoadAt } = await this.catalogue()
    return {
      dataVersion: this.#sampleLabel === null ? dataVersion : `sample-${dataVersion}`,
      newestDay,
      newestCompleteDay,
      lastLoadAt,
      sample: this.#sampleLabel !== null,
      sampleLabel: this.#sampleLabel,
    }
  }

  close(): Promise<void> {
    return this.warehouse.close()
  }
}
