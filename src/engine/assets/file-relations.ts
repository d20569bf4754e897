import { setImmediate as breathe } from 'node:timers/promises'
import { type ComparedWithAll, findRelations, tellsCreatives } from '#creatives/families/find-relations.ts'
import type { FileFacts } from '#schema/answer/tag-answer.ts'
import type { AssetRecords } from './asset-records.ts'
import { type Families, familiesOf } from './families.ts'
import type { Work } from './work.ts'

/** Comparing gives way to others this often. */
const BREATH_MS = 20

/** Which stored files show the same, or variants of it. */
export class FileRelations {
  readonly #records: AssetRecords
  #families: { readonly version: number; readonly of: Families } | null = null

  constructor(records: AssetRecords) {
    this.#records = records
  }

  /** Compares files that are new, or that were read anew, with all others. */
  async compare({ signal }: Work): Promise<void> {
    if (!this.#records.hasUncompared()) return
    const compared = this.#records.compared()
    const files = this.#records.fingerprinted().map(({ sha256, facts }) => {
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
    this.#records.setRelations(
      sha256,
      JSON.stringify(byHash.get(sha256)?.fingerprint),
      all.map((one) => ({ ...one, tells: tells(one.one) && tells(one.other) })),
    )
  }

  /** How files belong together. */
  families(): Families {
    const { version } = this.#records
    if (this.#families?.version !== version) {
      this.#families = { version, of: familiesOf(this.#records.relations()) }
    }
    return this.#families.of
  }
}
