import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import { type ComparedWithAll, findRelations, tellsCreatives } from '#creatives/families/find-relations.ts'
import { LocalPackages } from '#creatives/local/local-packages.ts'
import type { OwnModels } from '#creatives/own-models.ts'
import { openPlayable, type PlayableFile, playablePage } from '#creatives/playable/open-playable.ts'
import { ReadingProcess } from '#creatives/reading-process.ts'
import { type FileToTag, readFileApart } from '#creatives/tag-files.ts'
import type { HttpClient } from '#net/http-client.ts'
import type { FileFacts, TaggedFile } from '#schema/answer/tag-answer.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import type { ProjectFolder } from '../project-folder.ts'
import type { Store } from '../store.ts'
import { AssetFiles } from './asset-files.ts'
import { AssetLinks } from './asset-links.ts'
import { type Asset, AssetRecords, type GroupingTag, type ListedAsset } from './asset-records.ts'
import { type EndingSoon, endingSoon, isLongAgo } from './ending-soon.ts'
import { type Families, familiesOf } from './families.ts'
import { fetchFile } from './fetch-file.ts'
import { knownCreatives, statedAddresses } from './known-creatives.ts'
import { fileMatcher } from './match-file.ts'
import { Turns } from './turns.ts'

/** Raised whenever reading a file tells more or otherwise than before, so that stored ones are read anew. */
const READER = 4

/** What reads files here; it differs where the local taggers are installed, by the image model and what it is asked, and by the speech model. */
function readerVersion({ image, speech }: OwnModels): string {
  const asked = image === null ? '' : createHash('sha256').update(JSON.stringify(image)).digest('hex')
  const labelled = image === null ? '' : `+model:${asked.slice(0, 12)}`
  const heard =
    speech === null ? '' : `+speech:${createHash('sha256').update(speech).digest('hex').slice(0, 12)}`
  return `permille@${READER}${LocalPackages.find() === null ? '' : '+local'}${labelled}${heard}`
}

/** Comparing gives way to others this often. */
const BREATH_MS = 20

export interface Work {
  readonly onProgress?: LoadProgress
  readonly signal?: AbortSignal
}

/** What became of files that were handed over. */
export interface AddedFiles {
  readonly added: number
  /** Files whose bytes were here already. */
  readonly known: number
  readonly refused: readonly { readonly file: string; readonly reason: string }[]
}

/** What became of addresses that were asked. */
export interface FetchedFiles {
  readonly fetched: number
  readonly failed: number
  /** Addresses that were asked before and say the same. */
  readonly skipped: number
}

const isPages = ({ type }: FileFacts) => type === 'playable' || type === 'html'

/** Signed links change with every report; what they lead to is told by the rest. */
function lastingAddress(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : url
}

/** Failures in a row after which a host is not asked any more in the same run. */
const MOST_SILENT = 3
/** The last part of an address as a name; as it stands where it is no proper encoding. */
function nameInAddress(address: string): string {
  const last = (address.split('/').at(-1) ?? '').slice(0, 600)
  try {
    return decodeURIComponent(last).slice(0, 200)
  } catch {
    return last.slice(0, 200)
  }
}

/** The creative files of a project: kept by content, read in a process of their own, and of which creatives they are. */
export class Assets {
  readonly files: AssetFiles
  readonly records: AssetRecords
  /** Of which creatives they are. */
  readonly links: AssetLinks
  /** Reading files takes the whole machine, so one reads at a time; fetching waits for no reading, for links expire. */
  readonly reading = new Turns()
  readonly fetching = new Turns()
  #families: { readonly version: number; readonly of: Families } | null = null
  readonly #store: Store
  readonly #http: HttpClient
  readonly #models: () => OwnModels

  constructor(
    state: DatabaseSync,
    folder: ProjectFolder,
    store: Store,
    http: HttpClient,
    models: () => OwnModels,
  ) {
    this.files = new AssetFiles(folder)
    this.records = new AssetRecords(state)
    this.links = new AssetLinks(state)
    this.#store = store
    this.#http = http
    this.#models = models
  }

  /** Keeps files, each of the creatives named, else of those its name names. */
  async add(
    given: readonly FileToTag[],
    creatives: readonly string[],
    who: string,
    { onProgress, signal }: Work,
  ): Promise<AddedFiles> {
    const match = creatives.length > 0 ? null : fileMatcher(await knownCreatives(this.#store.warehouse))
    const refused: { file: string; reason: string }[] = []
    let added = 0
    let known = 0
    for (const [index, { path, name }] of given.entries()) {
      signal?.throwIfAborted()
      const kept = await this.files.keepCopy(path)
      if (!kept.isKept) refused.push({ file: name, reason: kept.reason })
      else {
        if (this.records.add({ ...kept, name, from: 'file' })) added += 1
        else known += 1
        const { sha256 } = kept
        for (const found of match?.(name) ?? []) this.links.link({ sha256, ...found })
        this.link([sha256], creatives, who)
      }
      onProgress?.({ fraction: (index + 1) / given.length, rows: 0 })
    }
    return { added, known, refused }
  }

  /** Takes over that somebody says files are of creatives, where that is not known. */
  link(sha256s: readonly string[], creatives: readonly string[], who: string): void {
    this.#say('link', sha256s, creatives, who)
  }

  /** Takes over that somebody says files are not of creatives, where they were. */
  unlink(sha256s: readonly string[], creatives: readonly string[], who: string): void {
    this.#say('unlink', sha256s, creatives, who)
  }

  #say(kind: 'link' | 'unlink', sha256s: readonly string[], creatives: readonly string[], who: string): void {
    const known = new Map(
      this.links.of(creatives).map(({ sha256, creative, how }) => [`${sha256} ${creative}`, how]),
    )
    const pairs = sha256s.flatMap((sha256) => creatives.map((creative) => ({ sha256, creative })))
    const news = pairs.filter(({ sha256, creative }) => {
      const how = known.get(`${sha256} ${creative}`)
      return kind === 'link' ? how !== 'hand' : how !== undefined
    })
    if (news.length > 0) this.links.change(news.map((pair) => ({ who, kind, ...pair, undoes: null })))
  }

  /** Finds the creatives of files that have none yet, by their names. */
  async relink(): Promise<void> {
    const loose = this.loose().filter(({ from }) => from === 'file')
    if (loose.length === 0) return
    const match = fileMatcher(await knownCreatives(this.#store.warehouse))
    for (const { sha256, name } of loose) {
      for (const { creative, how } of match(name)) this.links.link({ sha256, creative, how })
    }
  }

  /** Stored files that are of no creative. */
  loose(): readonly ListedAsset[] {
    const linked = new Set(this.links.all().map(({ sha256 }) => sha256))
    return this.records.list().filter(({ sha256 }) => !linked.has(sha256))
  }

  /** Name of the page a playable is opened with; `null` for a file that is none. */
  async playablePage({ sha256, facts }: Pick<Asset, 'sha256' | 'facts'>): Promise<string | null> {
    if (facts === null || facts.format === null || !isPages(facts)) return null
    return playablePage(this.files.path(sha256), facts.format)
  }

  /** A file of a playable by its name inside of it; `null` where there is none. */
  async playableFile(sha256: string, name: string): Promise<PlayableFile | null> {
    const facts = this.records.find(sha256)?.facts ?? null
    if (facts === null || facts.format === null || !isPages(facts)) return null
    return openPlayable(this.files.path(sha256), facts.format, name)
  }

  /** Addresses that were not asked yet, or failed in a way that may pass; all that failed where it is asked `again`. */
  async toFetch(again = false) {
    const stated = await statedAddresses(this.#store.warehouse)
    const asked = new Map(this.records.addresses().map((one) => [`${one.creative}\n${one.address}`, one]))
    return stated.map((one) => {
      const address = lastingAddress(one.url)
      const known = asked.get(`${one.creative}\n${address}`) ?? null
      const isDue =
        known === null || (known.sha256 === null && (again || (known.mayPass && isLongAgo(known.at))))
      return { ...one, address, known, isDue }
    })
  }

  async #endingSoon(soon: EndingSoon) {
    if (soon.size === 0) return []
    const { warehouse } = this.#store
    const creatives = await knownCreatives(warehouse)
    return endingSoon(soon, { creatives, addresses: this.records.addresses(), links: this.links.all() })
  }

  /** Fetches what sources say the files of creatives are; `soon` are addresses told just now, by the creative's id. */
  fetch(again: boolean, work: Work, soon: EndingSoon = new Map()): Promise<FetchedFiles> {
    return this.fetching.take(() => this.#fetchDue(again, work, soon), work.signal)
  }

  async #fetchDue(again: boolean, { onProgress, signal }: Work, soon: EndingSoon): Promise<FetchedFiles> {
    const all = [...(await this.#endingSoon(soon)), ...(await this.toFetch(again))]
    const due = all.filter(({ isDue }) => isDue)
    let failed = 0
    const silent = new Map<string, number>()
    for (const [index, { creative, url, address }] of due.entries()) {
      signal?.throwIfAborted()
      const host = URL.canParse(url) ? new URL(url).host : ''
      if ((silent.get(host) ?? 0) >= MOST_SILENT) continue
      const found = await fetchFile(this.#http, url, this.files, signal)
      const at = new Date().toISOString()
      if (found.isKept) {
        const name = nameInAddress(lastingAddress(url)) || creative
        this.records.add({ sha256: found.sha256, bytes: found.bytes, name, from: 'address' })
        this.links.link({ sha256: found.sha256, creative, how: 'address' })
        silent.delete(host)
      } else {
        failed += 1
        if (found.mayPass) silent.set(host, (silent.get(host) ?? 0) + 1)
      }
      this.records.setAddress({
        ...{ creative, address, at, mayPass: found.mayPass },
        ...(found.isKept ? { sha256: found.sha256, reason: null } : { sha256: null, reason: found.reason }),
      })
      onProgress?.({ fraction: (index + 1) / due.length, rows: 0 })
    }
    return { fetched: due.length - failed, failed, skipped: all.length - due.length }
  }

  /** What reads files here. */
  get readerVersion(): string {
    return readerVersion(this.#models())
  }

  /** Reads stored files that this reader has not read, each told as soon as it is known. */
  async *read({ onProgress, signal }: Work): AsyncGenerator<TaggedFile> {
    const models = this.#models()
    const reader = readerVersion(models)
    const unread = this.records.unreadBy(reader)
    if (unread.length === 0) return
    await using apart = new ReadingProcess()
    const stop = () => void apart[Symbol.asyncDispose]()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      for (const [index, { sha256, name }] of unread.entries()) {
        signal?.throwIfAborted()
        const file = { path: this.files.path(sha256), name }
        const { tagged, previews } = await readFileApart(file, apart, this.files.previews(sha256), models)
        // A file that was cut short by the end of the work was not read.
        signal?.throwIfAborted()
        const { facts, tags, notComputed } = tagged
        this.records.setReading({ ...{ sha256, reader, facts, tags, notComputed }, previews: [...previews] })
        onProgress?.({ fraction: (index + 1) / unread.length, rows: 0 })
        yield tagged
      }
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Compares files that are new, or that were read anew, with all others. */
  async compare({ signal }: Work): Promise<void> {
    if (!this.records.hasUncompared()) return
    const compared = this.records.compared()
    const files = this.records.fingerprinted().map(({ sha256, facts }) => {
      const isCompared = compared.get(sha256) === JSON.stringify(facts.fingerprint)
      return { sha256, facts, isCompared }
    })
    const byHash = new Map(files.map(({ sha256, facts }) => [sha256, facts]))
    let since = performance.now()
    for (const found of findRelations(files)) {
      if (found !== null) this.#relate(found, byHash)
      if (performance.now() - since < BREATH_MS) continue
      await breathe()
      signal?.throwIfAborted()
      since = performance.now()
    }
  }

  /** Takes over with which files a file is related, and by which of them creatives are one. */
  #relate({ sha256, related }: ComparedWithAll, byHash: ReadonlyMap<string, FileFacts>): void {
    const tells = (one: string) => {
      const facts = byHash.get(one)
      return facts !== undefined && tellsCreatives(facts)
    }
    const itself = {
      one: sha256,
      other: sha256,
      kind: 'same',
      bits: 0,
      why: 'they have the same file',
    } as const
    const all = [...(tells(sha256) ? [itself] : []), ...related]
    this.records.setRelations(
      sha256,
      JSON.stringify(byHash.get(sha256)?.fingerprint),
      all.map((one) => ({ ...one, tells: tells(one.one) && tells(one.other) })),
    )
  }

  /** How files belong together. */
  families(): Families {
    const { version } = this.records
    if (this.#families?.version !== version) {
      this.#families = { version, of: familiesOf(this.records.relations()) }
    }
    return this.#families.of
  }

  /** What groups every creative that has files. */
  grouping(): ReadonlyMap<string, readonly GroupingTag[]> {
    const links = this.links.all()
    if (links.length === 0) return new Map()
    const tags = this.records.groupingTags()
    const byCreative = Map.groupBy(links, ({ creative }) => creative)
    return new Map(
      [...byCreative].map(([creative, own]) => [
        creative,
        own.flatMap(({ sha256 }) => tags.get(sha256) ?? []),
      ]),
    )
  }

  /** The files of each of these creatives, the newest first. */
  filesOf(creatives: readonly string[]): ReadonlyMap<string, readonly Asset[]> {
    const links = this.links.of(creatives)
    const files = this.records.read(links.map(({ sha256 }) => sha256))
    return new Map(
      [...Map.groupBy(links, ({ creative }) => creative)].map(([creative, own]) => [
        creative,
        own.flatMap(({ sha256 }) => files.get(sha256) ?? []),
      ]),
    )
  }
}
