import type { DatabaseSync } from 'node:sqlite'
import type { TagChange } from '#schema/answer/tags-answer.ts'
import { readCreativeParts } from '../creative-parts.ts'
import { requireUndoable } from '../standing-changes.ts'
import type { Store } from '../store.ts'
import { type DecidedTags, decidedTags } from './decided-tags.ts'
import { TagChanges } from './tag-changes.ts'
import { type ShownTag, tagRows } from './tag-rows.ts'

/** What is said of creatives: by people here, and by whatever reads their files. */
export class CreativeTags {
  readonly #changes: TagChanges
  readonly #store: Store
  /** What every creative is grouped by, whatever people say. */
  readonly #shown: () => Promise<ReadonlyMap<string, readonly ShownTag[]>>

  constructor(
    state: DatabaseSync,
    store: Store,
    shown: () => Promise<ReadonlyMap<string, readonly ShownTag[]>>,
  ) {
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
    const found = requireUndoable(this.changes, number, {
      of: 'tags',
      remedy: 'see `permille tags --creative NAME`',
    })
    const { creative, key } = found
    await this.change([{ who, kind: 'undo', creative, key, values: null, undoes: number }])
    return found
  }

  /** The creatives of which anything is shown. */
  async shownKeys(): Promise<readonly string[]> {
    return [...(await this.#shown()).keys()]
  }

  /** Writes what rows are grouped by into the store, where it is not what is there. */
  async refresh(): Promise<void> {
    const shown = await this.#shown()
    const decided = this.decided
    const none = shown.size === 0 && decided.size === 0
    const parts = none ? null : await readCreativeParts(this.#store.warehouse)
    await this.#store.takeTags(tagRows(shown, decided, (creative) => parts?.parts(creative) ?? []))
  }
}
