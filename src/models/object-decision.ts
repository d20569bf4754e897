import type { DecidedLevel } from '#schema/merge-level.ts'
import { decidedCreatives } from './creative-decision.ts'

/** What somebody decided about which networks, apps, campaigns, ad groups or ads are one. */
export interface ObjectDecision {
  readonly number: number
  readonly at: string
  readonly level: DecidedLevel
  readonly kind: 'merge' | 'split'
  /** Keys, and what they were called when it was decided. */
  readonly objects: readonly { readonly key: string; readonly name: string }[]
  readonly name: string | null
}

/** What an object counts as, and what it is called as that. */
export interface ObjectMerge {
  readonly merged: string
  readonly name: string | null
}

/** By level, what counts as another: by its key. */
export type ObjectMerges = ReadonlyMap<DecidedLevel, ReadonlyMap<string, ObjectMerge>>

export const NO_MERGES: ObjectMerges = new Map()

/** Which objects are one after all decisions, in their order. */
export function decidedObjects(decisions: readonly ObjectDecision[]): ObjectMerges {
  return new Map(
    [...Map.groupBy(decisions, ({ level }) => level)].map(([level, own]) => {
      const { merges } = decidedCreatives(
        own.map(({ kind, objects, name }) => ({ kind, creatives: objects.map(({ key }) => key), name })),
      )
      // What was left alone by all it was merged with is itself again, under its own name.
      const parts = Map.groupBy(merges, ({ merged }) => merged)
      const standing = merges.filter(({ merged }) => (parts.get(merged)?.length ?? 0) > 1)
      return [level, new Map(standing.map(({ key, merged, name }) => [key, { merged, name }]))] as const
    }),
  )
}
