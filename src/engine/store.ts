import { mkdir, rm } from 'node:fs/promises'
import { learnCurves } from '#analyses/delay/learn-curves.ts'
import {
  type Catalogue,
  type MetricContext,
  nameTokens,
  ownMetrics,
  readDataVersion,
  readLearntCurves,
  readRestatedTotals,
  readSegments,
  readTouchDelays,
  type StoredCurves,
  tagTokens,
} from '#metrics/index.ts'
import { type CreativeDecision, decidedCreatives } from '#models/creative-decision.ts'
import { type Naming, tokenLevels } from '#models/naming/naming.ts'
import { decidedObjects, NO_MERGES, type ObjectDecision, type ObjectMerges } from '#models/object-decision.ts'
import { refreshApps } from '#models/refresh-apps.ts'
import type { CreativeTag } from '#models/refresh-creative-tags.ts'
import { refreshCurves } from '#models/refresh-curves.ts'
import { refreshDecisions, refreshObjectDecisions } from '#models/refresh-decisions.ts'
import { refreshDelivered } from '#models/refresh-delivered.ts'
import { refreshIdentity } from '#models/refresh-identity.ts'
import { refreshNetworks } from '#models/refresh-networks.ts'
import { refreshRates } from '#models/refresh-rates.ts'
import { refreshSources } from '#models/refresh-sources.ts'
import type { Freshness } from '#schema/answer/freshness.ts'
import { WEEKDAYS } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { BeforeUpgrade, Derive, Session, Warehouse } from '#warehouse/warehouse.ts'
import { CurrentCatalogue } from './current-catalogue.ts'
import type { ProjectConfig } from './project-file.ts'
import type { FetchedRates } from './rates/fetched-rates.ts'
import { shortHash } from './short-hash.ts'
import {
  appNamer,
  derivationMark,
  namingOf,
  networkNamer,
  openWarehouse,
  ratesOf,
  sourceOfTruthOf,
  sourceProfiles,
  withAppNames,
} from './store-settings.ts'
import { NO_TAGS, StoredTags } from './stored-tags.ts'
import { warehouseAddress } from './warehouse-address.ts'

export interface StoreFiles {
  readonly database: string
  readonly landing: string
  readonly scratch: string
  readonly spill: string
}

const DEFAULT_MEMORY = '1GB'

/** Raised whenever delays are learnt otherwise than before. */
const LEARNING = 1

/** One database of landed rows with everything derived from them kept current. */
export class Store {
  readonly warehouse: Warehouse
  readonly files: StoreFiles
  readonly #sampleLabel: string | null
  #config: ProjectConfig
  readonly #catalogue: CurrentCatalogue
  #curves: StoredCurves | null = null
  #decisions: readonly CreativeDecision[] = []
  #objects: readonly ObjectDecision[] = []
  #merges: ObjectMerges = NO_MERGES
  #fetchedRates: FetchedRates | null = null
  readonly #tags: StoredTags

  private constructor(
    warehouse: Warehouse,
    files: StoreFiles,
    config: ProjectConfig,
    sampleLabel: string | null,
  ) {
    this.warehouse = warehouse
    this.#catalogue = new CurrentCatalogue(warehouse)
    this.#tags = new StoredTags(warehouse)
    this.files = files
    this.#config = config
    this.#sampleLabel = sampleLabel
  }

  static async open(
    files: StoreFiles,
    config: ProjectConfig,
    sampleLabel: string | null,
    decisions: readonly CreativeDecision[] = [],
    objects: readonly ObjectDecision[] = [],
    fetchedRates: FetchedRates | null = null,
    beforeUpgrade?: BeforeUpgrade,
  ): Promise<Store> {
    await mkdir(files.landing, { recursive: true })
    await rm(files.spill, { recursive: true, force: true })
    await mkdir(files.spill, { recursive: true })
    const desk = {
      readable: [files.landing, files.scratch],
      spill: files.spill,
      memory: process.env.PERMILLE_MEMORY ?? DEFAULT_MEMORY,
      ...(beforeUpgrade === undefined ? {} : { beforeUpgrade }),
    }
    const address = warehouseAddress(config.warehouse, process.env)
    const warehouse = await openWarehouse(address, files.database, desk)
    const store = new Store(warehouse, files, config, sampleLabel)
    store.#takeDecisions(decisions, objects)
    store.#fetchedRates = fetchedRates
    try {
      await store.configure(config)
    } catch (error) {
      await warehouse.close()
      throw error
    }
    return store
  }

  /** The tests declared over these rows. */
  get tests(): ProjectConfig['tests'] {
    return this.#config.tests
  }

  /** What decisions are against, where that is not the others. */
  get targets(): ProjectConfig['targets'] {
    return this.#config.targets
  }

  /** What is known of the sites these rows name. */
  get fraud(): ProjectConfig['fraud'] {
    return this.#config.fraud
  }

  /** How the names of these rows are built. */
  get naming(): Naming {
    return namingOf(this.#config, (name) => this.networkOf(name))
  }

  /** The network a name stands for. */
  networkOf(name: string): string {
    return networkNamer(this.#config, this.#merges)(name).network
  }

  /** The app a name stands for. */
  appOf(name: string): string {
    return appNamer(this.#config, this.#merges)(name) ?? name
  }

  /** Takes over changed settings, and whatever else is derived from them. */
  async configure(config: ProjectConfig): Promise<void> {
    if (config.warehouse !== this.#config.warehouse) {
      throw new PermilleError(
        'conflict',
        'permille.yaml names another warehouse than this process has open',
        {
          remedy: 'restart permille',
        },
      )
    }
    this.#config = config
    await this.warehouse.transaction(this.#deriveSettings)
    this.#catalogue.changed()
    if (await this.#isStale()) await this.refresh()
    await this.learn()
  }

  readonly #deriveSettings = async (session: Session): Promise<void> => {
    await refreshRates(session, ratesOf(this.#config, this.#fetchedRates))
    await refreshSources(session, sourceProfiles())
  }

  /** Derives everything there is to derive, for a store that has nothing yet. */
  readonly deriveAll: Derive = async (session, changed) => {
    await this.#deriveSettings(session)
    await this.derive(session, changed)
  }

  /** Brings networks and identities up to date, in the transaction that changes the rows they come from. */
  readonly derive: Derive = async (session, changed) => {
    await refreshNetworks(session, networkNamer(this.#config, this.#merges))
    await refreshApps(session, appNamer(this.#config, this.#merges))
    await refreshDelivered(session, changed)
    await refreshDecisions(session, decidedCreatives(this.#decisions))
    await refreshObjectDecisions(session, this.#merges)
    await refreshIdentity(session, this.naming, this.#merges)
    await session.replaceTable('derivation', ['mark'], [[this.#mark]])
  }

  /** Takes over what people decided about creatives and other objects. */
  async decide(decisions: readonly CreativeDecision[], objects: readonly ObjectDecision[]): Promise<void> {
    const same = JSON.stringify([decisions, objects]) === JSON.stringify([this.#decisions, this.#objects])
    if (same) return
    const before = { decisions: this.#decisions, objects: this.#objects }
    this.#takeDecisions(decisions, objects)
    try {
      await this.refresh()
    } catch (error) {
      // What the store did not take over must not be taken for taken over when it is said again.
      this.#takeDecisions(before.decisions, before.objects)
      throw error
    }
  }

  #takeDecisions(decisions: readonly CreativeDecision[], objects: readonly ObjectDecision[]): void {
    this.#decisions = decisions
    this.#objects = objects
    this.#merges = decidedObjects(objects)
  }

  /** Takes over fetched currency rates. */
  async takeRates(fetched: FetchedRates): Promise<void> {
    this.#fetchedRates = fetched
    await this.warehouse.transaction(this.#deriveSettings)
  }

  /** Takes over what is said of creatives, where it is not what the store holds already. */
  takeTags(tags: readonly CreativeTag[]): Promise<void> {
    return this.#tags.take(tags)
  }

  async refresh(): Promise<void> {
    await this.warehouse.transaction((session) => this.derive(session, []))
    this.#catalogue.changed()
  }

  get #mark(): string {
    return derivationMark(this.#config, this.#decisions, this.#objects)
  }

  /** Whether what is derived was made by other aliases or another version than these. */
  async #isStale(): Promise<boolean> {
    const { rows } = await this.warehouse.query('SELECT mark FROM derivation')
    return rows[0]?.mark !== this.#mark
  }

  /** What the store holds now. */
  catalogue(): Promise<Catalogue> {
    return this.#catalogue.read()
  }

  /** Learns how late counts come, where rows have changed since that was done last. */
  async learn(): Promise<void> {
    if (!this.#config.learnDelays) return
    const version = `${await readDataVersion(this.warehouse)}.${LEARNING}.${shortHash([this.#config.networks, [...(this.#merges.get('network') ?? [])]])}`
    const { dataVersion } = await this.#learnt()
    if (version === dataVersion) return
    try {
      const totals = await readRestatedTotals(this.warehouse)
      const curves = learnCurves(totals, await readTouchDelays(this.warehouse))
      await this.warehouse.transaction((session) => refreshCurves(session, version, curves))
      this.#curves = { dataVersion: version, curves }
    } catch (error) {
      // Rows that are stored already must not be lost to everybody because their delays could not be read.
      console.error('learning how late counts come:', error)
    }
  }

  /** Version of the rows that delays were learnt from last. */
  get learntFrom(): string | null {
    return this.#curves?.dataVersion ?? null
  }

  async #learnt(): Promise<StoredCurves> {
    this.#curves ??= await readLearntCurves(this.warehouse)
    return this.#curves
  }

  async isEmpty(): Promise<boolean> {
    // Who had rows when they were last asked for has some, or learns otherwise from what is asked next.
    if (this.#catalogue.hadRows) return false
    return (await this.catalogue()).loads.length === 0
  }

  async metricContext(): Promise<MetricContext> {
    const config = this.#config
    const policy = sourceOfTruthOf(
      config,
      (name) => this.networkOf(name),
      (name) => this.appOf(name),
    )
    const metrics = { mainEvent: config.event, own: ownMetrics(config.metrics, config.event) }
    const catalogue = withAppNames(await this.catalogue(), config, (name) => this.appOf(name))
    const { keys } = await this.#tags.read()
    // A column of a report that is called so is asked for by the same name, and was there first.
    const free = keys.filter((key) => !catalogue.loads.some(({ dimensions }) => dimensions.has(`tag.${key}`)))
    const tokens = new Map([...nameTokens(tokenLevels(this.naming), metrics), ...tagTokens(free)])
    const names = { ...metrics, tokens }
    return {
      warehouse: this.warehouse,
      catalogue,
      names: { ...names, segments: readSegments(config.segments, names) },
      currency: config.currency ?? null,
      timezone: config.timezone,
      firstWeekday: WEEKDAYS.indexOf(config.weekStart),
      matureAfter: config.matureAfter,
      delays: new Map(Object.entries(config.delays)),
      learnt: config.learnDelays ? (await this.#learnt()).curves : [],
      ...(policy === undefined ? {} : { policy }),
    }
  }

  /** How fresh the rows are that answered with this catalogue, else those there are now. */
  async freshness(of?: Pick<MetricContext, 'catalogue'>): Promise<Freshness> {
    const { dataVersion, newestDay, newestCompleteDay, lastLoadAt } =
      of?.catalogue ?? (await this.catalogue())
    const said = [...this.#decisions, ...this.#objects]
    const decided = said.length === 0 ? '' : `.${shortHash(said)}`
    const { mark } = await this.#tags.read()
    const tagged = mark === NO_TAGS ? '' : `.${mark}`
    return {
      dataVersion: `${this.#sampleLabel === null ? '' : 'sample-'}${dataVersion}${decided}${tagged}`,
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
