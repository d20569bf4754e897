import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { AssetLinkChange, LINK_RULES } from '#schema/answer/assets-answer.ts'
import { requireUndoable, standingChanges } from '../standing-changes.ts'
import { addColumn } from '../state-database.ts'

const Link = z.object({
  sha256: z.string(),
  creative: z.string(),
  how: z.enum(LINK_RULES),
  /** When the file was first known to be of it. */
  at: z.string(),
})
/** That a file is of a creative. */
export type AssetLink = z.output<typeof Link>

const keyOf = ({ sha256, creative }: Pick<AssetLink, 'sha256' | 'creative'>) => `${sha256}\n${creative}`

/** The links as people left them: what they took away is not there, what they said is theirs. */
function asDecided(links: readonly AssetLink[], changes: readonly AssetLinkChange[]): readonly AssetLink[] {
  const all = new Map(links.map((link) => [keyOf(link), link]))
  for (const { kind, sha256, creative, at } of standingChanges(changes)) {
    const key = keyOf({ sha256, creative })
    if (kind === 'unlink') all.delete(key)
    else all.set(key, { sha256, creative, how: 'hand', at: all.get(key)?.at ?? at })
  }
  return [...all.values()]
}

/** Of which creatives files are, by their names, their sources and people. */
export class AssetLinks {
  readonly #state: DatabaseSync
  #version = 0
  #known: { readonly version: number; readonly links: readonly AssetLink[] } | null = null

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS asset_link (
      sha256 TEXT NOT NULL, creative TEXT NOT NULL, how TEXT NOT NULL, PRIMARY KEY (sha256, creative));
    CREATE TABLE IF NOT EXISTS asset_link_change (
      number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, sha256 TEXT NOT NULL,
      creative TEXT NOT NULL, undoes INTEGER)`)
    addColumn(state, 'asset_link', 'at', 'TEXT')
  }

  /** Rises whenever links change. */
  get version(): number {
    return this.#version
  }

  /** Every link that holds, the newest first. */
  all(): readonly AssetLink[] {
    if (this.#known?.version === this.#version) return this.#known.links
    const links = this.#state
      .prepare(
        `SELECT l.sha256 AS sha256, l.creative AS creative, l.how AS how, coalesce(l.at, a.addedAt, '') AS at
        FROM asset_link l LEFT JOIN asset a ON a.sha256 = l.sha256 ORDER BY l.sha256, l.creative`,
      )
      .all()
      .map((row) => Link.parse(row))
    const decided = asDecided(links, this.changes()).toSorted((one, other) =>
      one.at === other.at ? 0 : one.at < other.at ? 1 : -1,
    )
    this.#known = { version: this.#version, links: decided }
    return decided
  }

  /** The links of these creatives, the newest first. */
  of(creatives: readonly string[]): readonly AssetLink[] {
    const wanted = new Set(creatives)
    return this.all().filter(({ creative }) => wanted.has(creative))
  }

  /** Says what names and sources tell; what people say of it stays. */
  link({ sha256, creative, how }: Omit<AssetLink, 'at'>): void {
    this.#version += 1
    this.#state
      .prepare(
        `INSERT INTO asset_link (sha256, creative, how, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET how = excluded.how WHERE asset_link.how <> 'hand'`,
      )
      .run(sha256, creative, how, new Date().toISOString())
  }

  /** What people changed, the oldest first. */
  changes(): readonly AssetLinkChange[] {
    return this.#state
      .prepare(
        'SELECT number, at, who, kind, sha256, creative, undoes FROM asset_link_change ORDER BY number',
      )
      .all()
      .map((row) => AssetLinkChange.parse(row))
  }

  /** Writes down what somebody says. */
  change(changes: readonly Omit<AssetLinkChange, 'number' | 'at'>[]): void {
    this.#version += 1
    const at = new Date().toISOString()
    const insert = this.#state.prepare(
      'INSERT INTO asset_link_change (at, who, kind, sha256, creative, undoes) VALUES (?, ?, ?, ?, ?, ?)',
    )
    for (const { who, kind, sha256, creative, undoes } of changes) {
      insert.run(at, who, kind, sha256, creative, undoes)
    }
  }

  /** Takes over that somebody says files are, or are not, of creatives, where that was not known. */
  say(kind: 'link' | 'unlink', sha256s: readonly string[], creatives: readonly string[], who: string): void {
    const known = new Map(this.of(creatives).map((link) => [keyOf(link), link.how]))
    const pairs = sha256s.flatMap((sha256) => creatives.map((creative) => ({ sha256, creative })))
    const news = pairs.filter((pair) => {
      const how = known.get(keyOf(pair))
      return kind === 'link' ? how !== 'hand' : how !== undefined
    })
    if (news.length > 0) this.change(news.map((pair) => ({ who, kind, ...pair, undoes: null })))
  }

  /** Takes a change back, or an undo of one; throws `not_found`, or `conflict` where it was taken back already. */
  undo(number: number, who: string): AssetLinkChange {
    const remedy = 'see `permille assets --creative NAME`'
    const found = requireUndoable(this.changes(), number, { of: 'files', remedy })
    const { sha256, creative } = found
    this.change([{ who, kind: 'undo', sha256, creative, undoes: number }])
    return found
  }
}
