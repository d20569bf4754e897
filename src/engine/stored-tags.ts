import { type CreativeTag, refreshCreativeTags } from '#models/refresh-creative-tags.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { shortHash } from './short-hash.ts'

/** The tags in a store: which they are, and a hash of them all. */
export interface TagsHeld {
  readonly keys: readonly string[]
  readonly mark: string
}

const MARK = ''
export const NO_TAGS: string = shortHash([])

/** What a store holds of what is said of creatives. */
export class StoredTags {
  readonly #warehouse: Warehouse
  #held: TagsHeld | null = null
  #changes = 0

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse
  }

  /** Takes over tags, where they are not those the store holds already. */
  async take(tags: readonly CreativeTag[]): Promise<void> {
    const mark = shortHash(tags)
    if ((await this.read()).mark === mark) return
    // The mark lies in the same table under a key no creative has, so that the two never part.
    const marked = [...tags, { key: MARK, tag: MARK, value: mark }]
    await this.#warehouse.transaction((session) =>
      refreshCreativeTags(session, tags.length === 0 ? [] : marked),
    )
    this.#changes += 1
    this.#held = null
  }

  async read(): Promise<TagsHeld> {
    if (this.#held !== null) return this.#held
    const changes = this.#changes
    const { rows } = await this.#warehouse.query(
      'SELECT t.tag AS tag, min(t.value) AS value FROM creative_tag t GROUP BY t.tag ORDER BY t.tag',
    )
    const stated = rows.find(({ tag }) => tag === MARK)
    const held = {
      keys: rows.map(({ tag }) => String(tag)).filter((tag) => tag !== MARK),
      mark: stated === undefined ? NO_TAGS : String(stated.value),
    }
    // What was read before a change was committed is answered once, and not kept.
    if (changes === this.#changes) this.#held = held
    return held
  }
}
