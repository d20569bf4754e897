import type { DatabaseSync } from 'node:sqlite'
import type { Tag } from '#schema/answer/tag-answer.ts'
import type { TagChange } from '#schema/answer/tags-answer.ts'
import { PermilleError } from '#schema/error.ts'
import type { Store } from '../store.ts'
import { type DecidedTags, decidedTags } from './decided-tags.ts'
import { TagChanges } from './tag-changes.ts'
import { tagRows } from './tag-rows.ts'

/** The creatives before they were put together, by the one they count as. */
async function readParts({ warehouse }: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await warehouse.query(
    `SELECT DISTINCT i.creative AS creative, i.named_creative AS part FROM identity i
    WHERE i.creative IS NOT NULL AND i.named_creative IS NOT NULL ORDER BY 1, 2`,
  )
  const parts = new Map<string, string[]>()
  for (const { creative, part } of rows) {
    const own = parts.get(String(creative)) ?? []
    own.push(String(part))
    parts.set(String(creative), own)
  }
  return parts
}

/** What is said of creatives: by people here, and by whatever reads their files. */
export class CreativeTags {
  readonly #changes: TagChanges
  readonly #store: Store
  readonly #shown: () => ReadonlyMap<string, readonly Tag[]>

  constructor(state: DatabaseSync, store: Store, shown: () => ReadonlyMap<string, readonly Tag[]>) {
    this.#changes = new TagChanges(state)
    this.#store = store
    this.#shown = shown
  }

  get changes(): readonly TagChange[] {
    return this.#changes.all()
  }

  get decided(): DecidedTags {
    return decidedTags(this.changes)
  }

  /** Writes down what somebody says and takes it over. */
  async change(changes: readonly Omit<TagChange, 'number' | 'at'>[]): Promise<void> {
    this.#changes.add(changes)
    await this.refresh()
  }

  /** Takes a change back, or an undo of one; throws `not_found`, or `conflict` where it was taken back already. */
  async undo(number: number, who: string): Promise<TagChange> {
    const changes = this.changes
    const found = changes.find((change) => change.number === number)
    if (found === undefined) {
      throw new PermilleError('not_found', `there is no change ${number} of tags`, {
        remedy: 'see `permille tags --creative NAME`',
      })
    }
    const isDone = changes.some(
      (change) => change.undoes === number && !changes.some(({ undoes }) => undoes === change.number),
    )
    if (isDone) throw new PermilleError('conflict', `change ${number} was taken back already`)
    const { creative, key } = found
    await this.change([{ who, kind: 'undo', creative, key, values: null, undoes: number }])
    return found
  }

  /** The creatives of which each is made up, itself where it was put together with none. */
  async parts(): Promise<(creative: string) => readonly string[]> {
    const parts = await readParts(this.#store)
    return (creative) => [...new Set([creative, ...(parts.get(creative) ?? [])])]
  }

  /** Writes what rows are grouped by into the store, where it is not what is there. */
  async refresh(): Promise<void> {
    const shown = this.#shown()
    const decided = this.decided
    const none = shown.size === 0 && decided.size === 0
    const parts = none ? new Map<string, readonly string[]>() : await readParts(this.#store)
    await this.#store.takeTags(tagRows(shown, decided, (creative) => parts.get(creative) ?? []))
  }
}
