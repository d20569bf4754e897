import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { FileFacts, Tag, UntoldKey } from '#schema/answer/tag-answer.ts'
import { inTransaction, jsonText } from '../state-database.ts'

const Asset = z.object({
  sha256: z.string(),
  name: z.string(),
  bytes: z.number(),
  addedAt: z.string(),
  from: z.enum(['file', 'address']),
  /** What read it, with versions; `null` before. */
  reader: z.string().nullable(),
  facts: jsonText(FileFacts).nullable(),
  tags: jsonText(z.array(Tag)),
  notComputed: jsonText(z.array(UntoldKey)),
  previews: jsonText(z.array(z.enum(['thumbnail', 'poster', 'sheet']))),
})
/** A stored file and what reading it said. */
export type Asset = z.output<typeof Asset>

const Fetched = z.object({
  creative: z.string(),
  address: z.string(),
  sha256: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.string(),
  /** Whether the same address may answer later. */
  mayPass: z.number().transform((flag) => flag === 1),
})
/** What became of a source's address. */
export type FetchedAddress = z.output<typeof Fetched>

const Related = z.object({
  one: z.string(),
  other: z.string(),
  kind: z.enum(['same', 'variant']),
  bits: z.number(),
  why: z.string(),
  at: z.string(),
  /** Whether creatives with these files are one. */
  tells: z.number().transform((flag) => flag === 1),
})
/** How two files are related; a file that can tell creatives is the same as itself. */
export type AssetRelation = z.output<typeof Related>

const Listed = z.object({
  sha256: z.string(),
  name: z.string(),
  from: z.enum(['file', 'address']),
  reader: z.string().nullable(),
  /** `null` until it was read. */
  type: FileFacts.shape.type.nullable(),
  hasThumbnail: z.number().transform((flag) => flag === 1),
})
/** A stored file as lists ask for it. */
export type ListedAsset = z.output<typeof Listed>

const GroupingTag = z.object({
  sha256: z.string(),
  key: z.string(),
  value: jsonText(Tag.shape.value),
  confidence: z.number(),
  source: Tag.shape.source,
})
/** A tag without what it rests on. */
export type GroupingTag = z.output<typeof GroupingTag>

const FIELDS = 'sha256, name, bytes, addedAt, "from", reader, facts, tags, notComputed, previews'

/** Creative files as they were stored, what reading them said, and what they belong to. */
export class AssetRecords {
  readonly #state: DatabaseSync
  #version = 0

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS asset (
      sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, bytes INTEGER NOT NULL, addedAt TEXT NOT NULL, "from" TEXT NOT NULL,
      reader TEXT, facts TEXT, tags TEXT NOT NULL DEFAULT '[]', notComputed TEXT NOT NULL DEFAULT '[]',
      previews TEXT NOT NULL DEFAULT '[]');
    CREATE TABLE IF NOT EXISTS asset_address (
      creative TEXT NOT NULL, address TEXT NOT NULL, sha256 TEXT, reason TEXT, at TEXT NOT NULL,
      mayPass INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (creative, address));
    CREATE TABLE IF NOT EXISTS asset_relation (
      one TEXT NOT NULL, other TEXT NOT NULL, kind TEXT NOT NULL, bits INTEGER NOT NULL, why TEXT NOT NULL,
      at TEXT NOT NULL, tells INTEGER NOT NULL, PRIMARY KEY (one, other));
    CREATE TABLE IF NOT EXISTS asset_compared (sha256 TEXT PRIMARY KEY, fingerprint TEXT NOT NULL)`)
  }

  /** Every stored file by what lists of files ask for, the newest first; what reading them said is not read. */
  list(): readonly ListedAsset[] {
    return this.#state
      .prepare(
        `SELECT sha256, name, "from", reader, facts ->> '$.type' AS type,
          instr(previews, '"thumbnail"') > 0 AS hasThumbnail FROM asset ORDER BY addedAt DESC, sha256`,
      )
      .all()
      .map((row) => Listed.parse(row))
  }

  /** These files with all that is known of them. */
  read(sha256s: readonly string[]): ReadonlyMap<string, Asset> {
    const rows = this.#state
      .prepare(`SELECT ${FIELDS} FROM asset WHERE sha256 IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(sha256s))
    return new Map(rows.map((row) => Asset.parse(row)).map((asset) => [asset.sha256, asset]))
  }

  count(): number {
    return z
      .object({ count: z.number() })
      .parse(this.#state.prepare('SELECT count(*) AS count FROM asset').get()).count
  }

  /** What groups creatives, of every file: its tags without what they rest on. */
  groupingTags(): ReadonlyMap<string, readonly GroupingTag[]> {
    const rows = this.#state
      .prepare(
        `SELECT a.sha256 AS sha256, t.value ->> 'key' AS key, t.value -> 'value' AS value,
          t.value ->> 'confidence' AS confidence, t.value ->> 'source' AS source
        FROM asset a, json_each(a.tags) t ORDER BY a.sha256, t.id`,
      )
      .all()
      .map((row) => GroupingTag.parse(row))
    return Map.groupBy(rows, ({ sha256 }) => sha256)
  }

  /** Whether a file has a fingerprint it was not compared by. */
  hasUncompared(): boolean {
    return (
      this.#state
        .prepare(
          `SELECT 1 FROM asset a LEFT JOIN asset_compared c ON c.sha256 = a.sha256
          WHERE (a.facts ->> '$.fingerprint') IS NOT NULL AND (a.facts -> '$.fingerprint') IS NOT c.fingerprint LIMIT 1`,
        )
        .get() !== undefined
    )
  }

  /** What is known of the content of every file that has a fingerprint. */
  fingerprinted(): readonly { readonly sha256: string; readonly facts: FileFacts }[] {
    const Row = z.object({ sha256: z.string(), facts: jsonText(FileFacts) })
    return this.#state
      .prepare(
        "SELECT sha256, facts FROM asset WHERE (facts ->> '$.fingerprint') IS NOT NULL ORDER BY sha256",
      )
      .all()
      .map((row) => Row.parse(row))
  }

  find(sha256: string): Asset | null {
    const row = this.#state.prepare(`SELECT ${FIELDS} FROM asset WHERE sha256 = ?`).get(sha256)
    return row === undefined ? null : Asset.parse(row)
  }

  /** The files not read by this reader, oldest first: their hashes and names. */
  unreadBy(reader: string): readonly { readonly sha256: string; readonly name: string }[] {
    const Unread = z.object({ sha256: z.string(), name: z.string() })
    return this.#state
      .prepare('SELECT sha256, name FROM asset WHERE reader IS NULL OR reader <> ? ORDER BY addedAt, sha256')
      .all(reader)
      .map((row) => Unread.parse(row))
  }

  /** Keeps a file; what is known of one that is here already stays. */
  add({ sha256, name, bytes, from }: Pick<Asset, 'sha256' | 'name' | 'bytes' | 'from'>): boolean {
    const { changes } = this.#state
      .prepare(
        'INSERT INTO asset (sha256, name, bytes, addedAt, "from") VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      )
      .run(sha256, name, bytes, new Date().toISOString(), from)
    return Number(changes) === 1
  }

  setReading({
    sha256,
    reader,
    facts,
    tags,
    notComputed,
    previews,
  }: Pick<Asset, 'sha256' | 'reader' | 'facts' | 'tags' | 'notComputed' | 'previews'>): void {
    this.#state
      .prepare(
        'UPDATE asset SET reader = ?, facts = ?, tags = ?, notComputed = ?, previews = ? WHERE sha256 = ?',
      )
      .run(
        ...[reader, facts === null ? null : JSON.stringify(facts)],
        ...[JSON.stringify(tags), JSON.stringify(notComputed), JSON.stringify(previews), sha256],
      )
  }

  /** Rises whenever relations change. */
  get version(): number {
    return this.#version
  }

  addresses(): readonly FetchedAddress[] {
    return this.#state
      .prepare('SELECT creative, address, sha256, reason, at, mayPass FROM asset_address')
      .all()
      .map((row) => Fetched.parse(row))
  }

  setAddress({ creative, address, sha256, reason, at, mayPass }: FetchedAddress): void {
    this.#state
      .prepare(
        `INSERT INTO asset_address (creative, address, sha256, reason, at, mayPass) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, reason = excluded.reason, at = excluded.at,
          mayPass = excluded.mayPass`,
      )
      .run(creative, address, sha256, reason, at, mayPass ? 1 : 0)
  }

  relations(): readonly AssetRelation[] {
    return this.#state
      .prepare('SELECT one, other, kind, bits, why, at, tells FROM asset_relation ORDER BY one, other')
      .all()
      .map((row) => Related.parse(row))
  }

  /** The fingerprints files were compared by. */
  compared(): ReadonlyMap<string, string> {
    const Compared = z.object({ sha256: z.string(), fingerprint: z.string() })
    return new Map(
      this.#state
        .prepare('SELECT sha256, fingerprint FROM asset_compared')
        .all()
        .map((row) => Compared.parse(row))
        .map(({ sha256, fingerprint }) => [sha256, fingerprint]),
    )
  }

  /** Writes down what a file is related to, in the place of what was known of it. */
  setRelations(sha256: string, fingerprint: string, relations: readonly Omit<AssetRelation, 'at'>[]): void {
    this.#version += 1
    const at = new Date().toISOString()
    inTransaction(this.#state, () => {
      this.#state.prepare('DELETE FROM asset_relation WHERE one = ? OR other = ?').run(sha256, sha256)
      const insert = this.#state.prepare(
        'INSERT OR REPLACE INTO asset_relation (one, other, kind, bits, why, at, tells) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      for (const { one, other, kind, bits, why, tells } of relations) {
        insert.run(one, other, kind, bits, why, at, tells ? 1 : 0)
      }
      this.#state
        .prepare('INSERT OR REPLACE INTO asset_compared (sha256, fingerprint) VALUES (?, ?)')
        .run(sha256, fingerprint)
    })
  }
}
