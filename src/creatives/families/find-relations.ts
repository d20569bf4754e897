import type { FileFacts, Fingerprint } from '#schema/answer/tag-answer.ts'
import { bitsSet, HashIndex } from './hash-index.ts'
import { type Relation, relationOf, VARIANT_BITS } from './relation.ts'

/** A file that can be compared. */
export interface ComparedFile {
  readonly sha256: string
  readonly facts: FileFacts
  /** Whether it was compared with the others before. */
  readonly isCompared: boolean
}

/** Two files that are related. */
export interface RelatedFiles extends Relation {
  readonly one: string
  readonly other: string
}

/** A hash of fewer set bits is one of a plain area: half are set by how it is made. */
const LEAST_BITS = 96

const isTelling = (hash: string) => bitsSet(hash) >= LEAST_BITS && bitsSet(hash) <= 256 - LEAST_BITS

function hashesOf(
  { perceptual, perceptualTrimmed, shots }: Fingerprint,
  isVideo: boolean,
): readonly string[] {
  const all = isVideo
    ? [...new Set(shots)]
    : [perceptual, ...(perceptualTrimmed === null ? [] : [perceptualTrimmed])]
  return all.filter(isTelling)
}

/** Files that were compared before are taken up this many at a time. */
const AT_ONCE = 200

/** A file that was compared, and with what it is related. */
export interface ComparedWithAll {
  readonly sha256: string
  readonly related: readonly RelatedFiles[]
}

/**
 * Compares every file that is new with all others; answers after each, and `null` from time to time while it takes up the
 * others, so that a caller can do something else between.
 */
export function* findRelations(files: readonly ComparedFile[]): Generator<ComparedWithAll | null> {
  const pictures = new HashIndex()
  const shots = new HashIndex()
  const sorted = files.toSorted((one, other) => Number(other.isCompared) - Number(one.isCompared))
  for (const [index, { sha256, facts, isCompared }] of sorted.entries()) {
    const isVideo = facts.type === 'video'
    const hashes = facts.fingerprint === null ? [] : hashesOf(facts.fingerprint, isVideo)
    const own = isVideo ? shots : pictures
    if (!isCompared) {
      const near = new Set(hashes.flatMap((hash) => [...own.near(hash, VARIANT_BITS).keys()]))
      yield {
        sha256,
        related: [...near].flatMap((place) => {
          const other = sorted[place]
          const relation = other === undefined ? null : relationOf(facts, other.facts)
          return other === undefined || relation === null
            ? []
            : [{ ...relation, one: other.sha256, other: sha256 }]
        }),
      }
    } else if (index % AT_ONCE === 0) yield null
    for (const hash of hashes) own.add(index, hash)
  }
}

const LEAST_SIDE = 200

/** Whether a file may say that two creatives are one: small pictures and plain areas are used for many. */
export function tellsCreatives({ type, width, height, fingerprint }: FileFacts): boolean {
  if (fingerprint === null || Math.min(width ?? 0, height ?? 0) < LEAST_SIDE) return false
  return hashesOf(fingerprint, type === 'video').length > 0
}
