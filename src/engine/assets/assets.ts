import type { DatabaseSync } from 'node:sqlite'
import type { OwnModels } from '#creatives/own-models.ts'
import type { FileToTag } from '#creatives/tag-files.ts'
import type { HttpClient } from '#net/http-client.ts'
import type { ProjectFolder } from '../project-folder.ts'
import type { Store } from '../store.ts'
import { AssetFiles } from './asset-files.ts'
import { AssetLinks } from './asset-links.ts'
import { type Asset, AssetRecords, type GroupingTag, type ListedAsset } from './asset-records.ts'
import { FileAddresses } from './file-addresses.ts'
import { FileReader } from './file-reader.ts'
import { FileRelations } from './file-relations.ts'
import { knownCreatives } from './known-creatives.ts'
import { fileMatcher } from './match-file.ts'
import type { Work } from './work.ts'

/** What became of files that were handed over. */
export interface AddedFiles {
  readonly added: number
  /** Files whose bytes were here already. */
  readonly known: number
  readonly refused: readonly { readonly file: string; readonly reason: string }[]
}

/** The creative files of a project, kept by content, and of which creatives they are. */
export class Assets {
  readonly files: AssetFiles
  readonly records: AssetRecords
  /** Of which creatives they are. */
  readonly links: AssetLinks
  readonly addresses: FileAddresses
  readonly reader: FileReader
  readonly relations: FileRelations
  readonly #store: Store

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
    this.addresses = new FileAddresses(this.files, this.records, this.links, store, http)
    this.reader = new FileReader(this.files, this.records, models)
    this.relations = new FileRelations(this.records)
    this.#store = store
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
        this.links.say('link', [sha256], creatives, who)
      }
      onProgress?.({ fraction: (index + 1) / given.length, rows: 0 })
    }
    return { added, known, refused }
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
