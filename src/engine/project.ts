import { createHash } from 'node:crypto'
import { access, mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { type Clock, systemClock } from '#connectors/kit/clock.ts'
import { ownModels } from '#creatives/own-models.ts'
import { taxonomyOf } from '#creatives/taxonomy/taxonomy.ts'
import { type HandedFile, type ImportContext, importFile, type StatedSettings } from '#ingest/index.ts'
import type { CreativeDecision } from '#models/creative-decision.ts'
import type { ObjectDecision } from '#models/object-decision.ts'
import { type HttpClient, type NetSetting, openHttp } from '#net/http-client.ts'
import { type OpenSocket, socketOpener } from '#net/open-socket.ts'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import { Access } from './access/access.ts'
import { IdentityProvider } from './access/provider/identity-provider.ts'
import { AdviceLog } from './advice-log.ts'
import { AlertLog } from './alerts/alert-log.ts'
import { AssetLinks } from './assets/asset-links.ts'
import { AssetRecords } from './assets/asset-records.ts'
import { Assets } from './assets/assets.ts'
import { decisionsByFiles } from './assets/families.ts'
import type { Work } from './assets/work.ts'
import { Audit } from './audit.ts'
import { backupBeforeUpgrade } from './backup/backup-before-upgrade.ts'
import { Connections } from './connections/connections.ts'
import type { LandedSlice } from './connections/connections-host.ts'
import { CreativeDecisions } from './creative-decisions.ts'
import { CreativeTags } from './creative-tags/creative-tags.ts'
import { groupingTags, type TagOrigins } from './creative-tags/shown-tags.ts'
import { Forgotten } from './forgotten.ts'
import { identifierKey } from './identifier-key.ts'
import { Jobs } from './jobs/jobs.ts'
import { Journal } from './journal.ts'
import { KeptAnswers } from './kept-answers.ts'
import { ObjectDecisions } from './object-decisions.ts'
import { Outbox } from './outbox/outbox.ts'
import { PageTimings } from './page-timings.ts'
import { Postbacks } from './postbacks/postbacks.ts'
import { changeProjectFile, PROJECT_FILE, type ProjectConfig, readProjectFile } from './project-file.ts'
import { type ProjectFolder, projectFolder } from './project-folder.ts'
import { PublishedRows, type RowsVersion } from './published-rows.ts'
import type { EuroRates } from './rates/ecb-rates.ts'
import { type FetchedRates, keepFetchedRates, readFetchedRates } from './rates/fetched-rates.ts'
import type { SampleName } from './sample/sample-name.ts'
import { SavedViews } from './saved-views.ts'
import { markState, openState, originOf } from './state-database.ts'
import { Store } from './store.ts'
import { PERMILLE_VERSION } from './version.ts'
import { askVisionModel } from './vision/ask-vision-model.ts'
import { VisionAnswers } from './vision/vision-answers.ts'

/** What lies outside of the machine, as a project is opened with it. */
export interface Outside {
  readonly net?: NetSetting
  readonly clock: Clock
}

export interface ImportOptions {
  readonly commit: boolean
  readonly onProgress?: LoadProgress
  readonly signal?: AbortSignal
}

/** What people decided about which objects are one. */
interface Decisions {
  readonly creatives: CreativeDecisions
  readonly objects: ObjectDecisions
}

/** An open project: its settings, its rows, and the samples beside them. */
export class Project {
  readonly folder: ProjectFolder
  /** Who may come in. */
  readonly access: Access
  readonly audit: Audit
  readonly keptAnswers: KeptAnswers
  /** What was suggested, and what was done. */
  readonly advice: AdviceLog
  /** What people changed outside of permille. */
  readonly journal: Journal
  /** States of the page under a name. */
  readonly savedViews: SavedViews
  /** Long work, as it runs and as it ran. */
  readonly jobs: Jobs
  /** How much was deleted for good. */
  readonly forgotten: Forgotten
  /** Asks what lies outside of the machine. */
  readonly http: HttpClient
  /** Which rows people are told there are. */
  readonly publishedRows: PublishedRows
  readonly #own: Store
  readonly #state: DatabaseSync
  readonly #decisions: Decisions
  #config: ProjectConfig
  #provider: IdentityProvider | null = null
  readonly #closing = new AbortController()
  #byFiles: { readonly changes: number; readonly decisions: readonly CreativeDecision[] } | null = null
  readonly #samples = new Map<SampleName, Promise<Store>>()
  readonly connections: Connections
  /** The files of creatives. */
  readonly assets: Assets
  /** What is said of creatives. */
  readonly tags: CreativeTags
  /** What vision models said of files. */
  readonly visionAnswers: VisionAnswers
  /** What was worth telling, and what became of it. */
  readonly alertLog: AlertLog
  /** How landing pages load. */
  readonly pageTimings: PageTimings
  /** Messages on their way. */
  readonly outbox: Outbox
  readonly openSocket: OpenSocket
  readonly #clock: Clock
  /** What Apple's devices send of conversions. */
  readonly postbacks: Postbacks

  private constructor(
    folder: ProjectFolder,
    config: ProjectConfig,
    own: Store,
    state: DatabaseSync,
    decisions: Decisions,
    outside: Outside,
  ) {
    this.folder = folder
    this.#config = config
    this.#own = own
    this.publishedRows = new PublishedRows(own)
    this.#state = state
    this.#decisions = decisions
    this.audit = new Audit(state)
    this.access = new Access(state, this.audit)
    this.keptAnswers = new KeptAnswers(state)
    this.journal = new Journal(state)
    this.advice = new AdviceLog(state)
    this.alertLog = new AlertLog(state)
    this.outbox = new Outbox(state)
    this.openSocket = socketOpener(outside.net?.replayMailPort)
    this.#clock = outside.clock
    this.savedViews = new SavedViews(state)
    this.jobs = new Jobs(state)
    this.forgotten = new Forgotten(state)
    this.http = openHttp(outside.net)
    this.pageTimings = new PageTimings(state, outside.net ?? {})
    this.assets = new Assets(state, folder, own, this.http, () => {
      const { imageModel, speechModel, taxonomy } = this.#config.tagging
      const path = (one: string | undefined) => (one === undefined ? undefined : resolve(folder.root, one))
      return ownModels({ image: path(imageModel), speech: path(speechModel) }, taxonomyOf(taxonomy))
    })
    this.visionAnswers = new VisionAnswers(state)
    const configOf = () => this.#config
    this.tags = new CreativeTags(state, own, () => groupingTags(this.tagOrigins))
    this.connections = new Connections(
      {
        folder,
        state,
        http: this.http,
        get config() {
          return configOf()
        },
        warehouse: own.warehouse,
        change: (changes) => this.#changeNamed(changes),
        identifierKey: () => identifierKey(folder.key),
        storeSlice: (slice) => this.#storeSlice(slice),
      },
      outside.clock,
    )
    this.postbacks = new Postbacks(state, {
      scratch: folder.scratch,
      storeSlice: (slice) => this.#storeSlice(slice),
      rowsChanged: () => this.rowsChanged(),
    })
  }

  /** Opens the project of a folder; `outside` is what a test puts in the place of the network and the clock. */
  static async open(root: string, outside: Outside = { clock: systemClock }): Promise<Project> {
    const folder = projectFolder(root)
    const config = await readProjectFile(root)
    await rm(folder.scratch, { recursive: true, force: true })
    await mkdir(folder.uploads, { recursive: true })
    const state = openState(folder.decisions)
    const origin = originOf(state)
    const beforeUpgrade = {
      isDue: origin.isOlder,
      run: async (migration: number | null) => {
        if (process.env.PERMILLE_UPGRADE_BACKUP === 'off') return
        const asked = { project: config.name, origin, migration }
        const file = await backupBeforeUpgrade(folder, state, asked)
        console.error(`This project is of an earlier permille. As it was, it is kept in ${file}`)
      },
    }
    const decisions = new CreativeDecisions(state)
    const objects = new ObjectDecisions(state)
    const rates = await readFetchedRates(folder.rates)
    const records = new AssetRecords(state)
    const links = new AssetLinks(state).all()
    const decided = [...decisionsByFiles(records.relations(), links), ...decisions.all()]
    const own = await Store.open(folder, config, null, decided, objects.all(), rates, beforeUpgrade)
    markState(state)
    const project = new Project(folder, config, own, state, { creatives: decisions, objects }, outside)
    await project.tags.refresh()
    return project
  }

  get now(): Date {
    return this.#clock.now()
  }

  get config(): ProjectConfig {
    return this.#config
  }

  /** The identity provider people sign in through, as the settings say it now. */
  get identityProvider(): IdentityProvider | null {
    const { oidc } = this.#config.signIn
    if (oidc === undefined) return null
    if (this.#provider?.settings !== oidc) this.#provider = new IdentityProvider(oidc, this.http)
    return this.#provider
  }

  /** What files and then people say about which creatives are one. */
  get creativeDecisions(): readonly CreativeDecision[] {
    const { records, links } = this.assets
    const changes = records.version + links.version
    // Asked with every answer, and as long as the list of files.
    if (this.#byFiles?.changes !== changes)
      this.#byFiles = { changes, decisions: decisionsByFiles(records.relations(), links.all()) }
    return [...this.#byFiles.decisions, ...this.#decisions.creatives.all()]
  }

  /** What people say about which networks, apps, campaigns, ad groups and ads are one. */
  get objectDecisions(): readonly ObjectDecision[] {
    return this.#decisions.objects.all()
  }

  /** Appends a decision about such objects and takes it over; whether it changes anything. */
  async decideObjects(decision: Parameters<ObjectDecisions['add']>[0]): Promise<boolean> {
    const isNew = this.#decisions.objects.add(decision)
    await this.takeFiles()
    return isNew
  }

  /** Appends a decision about creatives and takes it over. */
  async decideCreatives(decision: Pick<CreativeDecision, 'kind' | 'creatives' | 'name'>): Promise<void> {
    this.#decisions.creatives.add(decision)
    await this.takeFiles()
  }

  /** Takes over what files show: of which creatives they are, which of these are one, and their tags. */
  async takeFiles(): Promise<void> {
    await this.assets.relink()
    await this.#own.decide(this.creativeDecisions, this.objectDecisions)
    await this.tags.refresh()
  }

  /** Asks the vision model the project names, if any, about files it was not asked about. */
  async askVisionModel(work: Work) {
    const { assets, visionAnswers: answers, http, now } = this
    return askVisionModel({ assets, answers, http, now }, this.#config.tagging, work)
  }

  /** Where tags of creatives come from. */
  get tagOrigins(): TagOrigins {
    const { assets, visionAnswers: answers } = this
    return { assets, answers, rules: this.#config.tagging.rules, warehouse: this.#own.warehouse }
  }

  /** Keeps rates somebody had fetched and takes them over. */
  async keepRates(rates: EuroRates): Promise<FetchedRates> {
    const kept = await keepFetchedRates(this.folder.rates, rates, new Date())
    await this.#own.takeRates(kept)
    return kept
  }

  get own(): Store {
    return this.#own
  }

  /** The project's own rows, or the sample where it has none or the sample is asked for. */
  async store(sample?: SampleName): Promise<Store> {
    if (sample === undefined && !(await this.#own.isEmpty())) return this.#own
    const name = sample ?? 'studio'
    const known = this.#samples.get(name)
    if (known !== undefined) return known
    const open = this.#openSample(name)
    this.#samples.set(name, open)
    // A failed build is tried again when the sample is asked for next.
    open.catch(() => this.#samples.delete(name))
    return open
  }

  async #openSample(name: SampleName): Promise<Store> {
    const { openSample } = await import('./sample/open-sample.ts')
    return openSample(name, this.folder.sample(name), this.#closing.signal)
  }

  /** Changes settings in the project file and takes them over. */
  async change(changes: Readonly<Record<string, unknown>>): Promise<void> {
    await changeProjectFile(this.folder.root, changes)
    const { tagging } = this.#config
    this.#config = await readProjectFile(this.folder.root)
    await this.#own.configure(this.#config)
    if (!isDeepStrictEqual(tagging, this.#config.tagging)) await this.tags.refresh()
  }

  async isInitialised(): Promise<boolean> {
    return access(join(this.folder.root, PROJECT_FILE)).then(
      () => true,
      () => false,
    )
  }

  async import(file: HandedFile, settings: StatedSettings, options: ImportOptions) {
    const saved = Object.entries(this.#config.mappings).map(([name, mapping]) => ({ name, ...mapping }))
    const reports = await importFile(
      file,
      { ...settings, savedMappings: saved },
      await this.#importContext(),
      { ...options, derive: this.#own.derive },
    )
    if (options.commit) await this.#adoptCurrency(reports)
    return reports
  }

  async #importContext(): Promise<ImportContext> {
    return {
      warehouse: this.#own.warehouse,
      scratch: this.folder.scratch,
      landing: this.folder.landing,
      identifierKey: await identifierKey(this.folder.key),
      currency: this.#config.currency ?? null,
      timezone: this.#config.timezone,
    }
  }

  /** Stores what a source's API answered for an account's days, in the place of what it said before. */
  async #storeSlice({ path, connection, source, stream, account, days, observedAt }: LandedSlice) {
    const app = account.app ?? null
    const reports = await importFile(
      { path, name: `${source} ${stream.id} ${account.id} ${days.from}…${days.to}` },
      {
        source,
        map: {},
        set: {
          account: account.id,
          ...(app === null ? {} : { app }),
          ...(account.zone === null ? {} : { zone: account.zone }),
          ...(account.currency === null ? {} : { currency: account.currency }),
        },
        stream: { id: stream.id, connection, observedAt: observedAt.toISOString() },
        slice: { account: account.id, app, ...days },
        savedMappings: [],
      },
      await this.#importContext(),
      { commit: true, derive: this.#own.derive },
    )
    await this.#adoptCurrency(reports)
    const [report] = reports
    if (report === undefined) throw new PermilleError('internal', 'a landed slice holds no table')
    return report
  }

  /** Changes settings in a project file that may have to be begun. */
  async #changeNamed(changes: Readonly<Record<string, unknown>>): Promise<void> {
    await this.change({ ...((await this.isInitialised()) ? {} : { name: 'permille project' }), ...changes })
  }

  async undo(load: number): Promise<void> {
    await this.publishedRows.change(async () => {
      await this.#own.warehouse.undo(load, this.#own.derive)
      await this.rowsChanged()
    })
  }

  /** Takes over what rows that came or went say of files, tags and delays; asked once, where a batch of loads ends. */
  async rowsChanged(): Promise<void> {
    await this.takeFiles()
    await this.#own.learn()
  }

  /** The first currency a file states becomes the project's where that has none. */
  async #adoptCurrency(reports: readonly ImportedFile[]): Promise<void> {
    const stored = reports.filter(({ status }) => status === 'stored')
    const currency = stored.find(
      ({ currency: { from, value } }) => value !== null && !from.startsWith('assumed'),
    )?.currency.value
    const first = currency ?? stored.find(({ currency: { value } }) => value !== null)?.currency.value
    if (this.#config.currency === undefined && first && /^[A-Z]{3}$/.test(first)) {
      await this.#changeNamed({ currency: first })
    }
  }

  /** Changes with everything an answer about rows depends on: the rows people are told of, the settings, what people decided, this version. */
  async answerVersion(of?: RowsVersion): Promise<string> {
    const { catalogue, learntFrom } = of ?? (await this.publishedRows.current())
    const { dataVersion } = await this.#own.freshness({ catalogue })
    return createHash('sha256')
      .update(
        JSON.stringify([
          PERMILLE_VERSION,
          dataVersion,
          learntFrom,
          this.#config,
          this.creativeDecisions,
          this.objectDecisions,
          this.forgotten.numbers().changes,
        ]),
      )
      .digest('base64url')
  }

  /** Copies what people decided and who may come in, as of one moment, into a new file. */
  async copyState(path: string): Promise<void> {
    await backup(this.#state, path)
  }

  /** Gives up building samples, so that nobody waits for one any more. */
  abandonSamples(): void {
    this.#closing.abort(new PermilleError('unavailable', 'permille is being stopped'))
  }

  async close(): Promise<void> {
    this.abandonSamples()
    await this.jobs.close()
    for (const sample of await Promise.allSettled(this.#samples.values())) {
      if (sample.status === 'fulfilled') await sample.value.close()
    }
    await this.http.close()
    this.#state.close()
    await this.#own.close()
  }
}
