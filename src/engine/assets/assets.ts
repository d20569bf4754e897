import type { DatabaseSync } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import { findRelations, tellsCreatives } from '#creatives/families/find-relations.ts'
import { LocalPackages } from '#creatives/local/local-packages.ts'
import { ReadingProcess } from '#creatives/reading-process.ts'
import { type FileToTag, readFileApart } from '#creatives/tag-files.ts'
import type { HttpClient } from '#net/http-client.ts'
import type { TaggedFile, UntoldKey } from '#schema/answer/tag-answer.ts'
import type { CreativeTagValue } from '#schema/answer/tags-answer.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import type { ProjectFolder } from '../project-folder.ts'
import type { Store } from '../store.ts'
import { AssetFiles } from './asset-files.ts'
import { AssetRecords } from './asset-records.ts'
import { fetchFile } from './fetch-file.ts'
import { knownCreatives, statedAddresses } from './known-creatives.ts'
import { fileMatcher } from './match-file.ts'

/** Raised whenever reading a file tells more or otherwise than before, so that stored ones are read anew. */
const READER = 1

/** What reads files here; it differs where the local taggers are installed. */
function readerVersion(): string {
  return `permille@${READER}${LocalPackages.find() === null ? '' : '+local'}`
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

/** Signed links change with every report; what they lead to is told by the rest. */
function lastingAddress(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : url
}

/** Failures in a row after which a host is not asked any more in the same run. */
const MOST_SILENT = 3
const AGAIN_AFTER_MS = 20 * 3600 * 1000

function isLongAgo(at: string): boolean {
  return Date.now() - Date.parse(at) >= AGAIN_AFTER_MS
}

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
  readonly #store: Store
  readonly #http: HttpClient

  constructor(state: DatabaseSync, folder: ProjectFolder, store: Store, http: HttpClient) {
    this.files = new AssetFiles(folder)
    this.records = new AssetRecords(state)
    this.#store = store
    this.#http = http
  }

  /** Keeps files, each of the creatives named, else of those its name names. */
  async add(
    given: readonly FileToTag[],
    creatives: readonly string[],
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
        const links = match?.(name) ?? creatives.map((creative) => ({ creative, how: 'hand' as const }))
        for (const { creative, how } of links) this.records.link({ sha256: kept.sha256, creative, how })
      }
      onProgress?.({ fraction: (index + 1) / given.length, rows: index + 1 })
    }
    return { added, known, refused }
  }

  /** Finds the creatives of files that have none yet, by their names. */
  async relink(): Promise<void> {
    const linked = new Set(this.records.links().map(({ sha256 }) => sha256))
    const loose = this.records.all().filter(({ sha256, from }) => from === 'file' && !linked.has(sha256))
    if (loose.length === 0) return
    const match = fileMatcher(await knownCreatives(this.#store.warehouse))
    for (const { sha256, name } of loose) {
      for (const { creative, how } of match(name)) this.records.link({ sha256, creative, how })
    }
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

  /** Fetches what sources say the files of creatives are. */
  async fetch(again: boolean, { onProgress, signal }: Work): Promise<FetchedFiles> {
    const all = await this.toFetch(again)
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
        const name = nameInAddress(address) || creative
        this.records.add({ sha256: found.sha256, bytes: found.bytes, name, from: 'address' })
        this.records.link({ sha256: found.sha256, creative, how: 'address' })
        silent.delete(host)
      } else {
        failed += 1
        if (found.mayPass) silent.set(host, (silent.get(host) ?? 0) + 1)
      }
      this.records.setAddress({
        ...{ creative, address, at, mayPass: found.mayPass },
        ...(found.isKept ? { sha256: found.sha256, reason: null } : { sha256: null, reason: found.reason }),
      })
      onProgress?.({ fraction: (index + 1) / due.length, rows: index + 1 })
    }
    return { fetched: due.length - failed, failed, skipped: all.length - due.length }
  }

  /** What reads files here. */
  get readerVersion(): string {
    return readerVersion()
  }

  /** Reads stored files that this reader has not read, each told as soon as it is known. */
  async *read({ onProgress, signal }: Work): AsyncGenerator<TaggedFile> {
    const reader = readerVersion()
    const unread = this.records.unreadBy(reader)
    if (unread.length === 0) return
    await using apart = new ReadingProcess()
    const stop = () => void apart[Symbol.asyncDispose]()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      for (const [index, { sha256, name }] of unread.entries()) {
        signal?.throwIfAborted()
        const file = { path: this.files.path(sha256), name }
        const { tagged, previews } = await readFileApart(file, apart, this.files.previews(sha256))
        // A file that was cut short by the end of the work was not read.
        signal?.throwIfAborted()
        const { facts, tags, notComputed } = tagged
        this.records.setReading({ ...{ sha256, reader, facts, tags, notComputed }, previews: [...previews] })
        onProgress?.({ fraction: (index + 1) / unread.length, rows: index + 1 })
        yield tagged
      }
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** Compares files that are new, or that were read anew, with all others. */
  async compare({ signal }: Work): Promise<void> {
    const compared = this.records.compared()
    const files = this.records.all().flatMap(({ sha256, facts }) => {
      if (facts === null || facts.fingerprint === null) return []
      const isCompared = compared.get(sha256) === JSON.stringify(facts.fingerprint)
      return [{ sha256, facts, isCompared }]
    })
    const byHash = new Map(files.map(({ sha256, facts }) => [sha256, facts]))
    const tells = (sha256: string) => {
      const facts = byHash.get(sha256)
      return facts !== undefined && tellsCreatives(facts)
    }
    let since = performance.now()
    for (const { sha256, related } of findRelations(files)) {
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
      if (performance.now() - since < BREATH_MS) continue
      await breathe()
      signal?.throwIfAborted()
      since = performance.now()
    }
  }

  /** What its files show of every creative. */
  shown(): ReadonlyMap<string, readonly CreativeTagValue[]> {
    const tags = new Map(this.records.all().map((asset) => [asset.sha256, asset.tags]))
    const shown = new Map<string, CreativeTagValue[]>()
    for (const { sha256, creative } of this.records.links()) {
      const own = shown.get(creative) ?? []
      own.push(...(tags.get(sha256) ?? []).map((tag) => ({ ...tag, asset: sha256 })))
      shown.set(creative, own)
    }
    return shown
  }

  /** What could not be told of the files of these creatives, and why. */
  untold(creatives: readonly string[]): readonly UntoldKey[] {
    const wanted = new Set(creatives)
    const found = this.records
      .links()
      .filter(({ creative }) => wanted.has(creative))
      .flatMap(({ sha256 }) => this.records.find(sha256)?.notComputed ?? [])
    return [...new Map(found.map((one) => [`${one.key}\n${one.reason}`, one])).values()]
  }
}
