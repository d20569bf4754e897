import type { FileFacts, Fingerprint } from '#schema/answer/tag-answer.ts'
import { bitsSet, HashIndex } from './hash-index.ts'
import { type Relation, relationOf, SAME_BITS, VARIANT_BITS } from './relation.ts'

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

/** Compares every file that is new with all others; answers after each, so that a caller can do something else between. */
export function* findRelations(
  files: readonly ComparedFile[],
): Generator<{ readonly sha256: string; readonly related: readonly RelatedFiles[] }> {
  const pictures = new HashIndex()
  const shots = new HashIndex()
  const prepared = files
    .toSorted((one, other) => Number(other.isCompared) - Number(one.isCompared))
    .map((file) => ({
      ...file,
      isVideo: file.facts.type === 'video',
      hashes:
        file.facts.fingerprint === null ? [] : hashesOf(file.facts.fingerprint, file.facts.type === 'video'),
    }))
  for (const [index, { sha256, facts, isCompared, isVideo, hashes }] of prepared.entries()) {
    const own = isVideo ? shots : pictures
    if (!isCompared) {
      const near = new Set(
        hashes.flatMap((hash) => [...own.near(hash, isVideo ? SAME_BITS : VARIANT_BITS).keys()]),
      )
      yield {
        sha256,
        related: [...near].flatMap((place) => {
          const other = prepared[place]
          const relation = other === undefined ? null : relationOf(facts, other.facts)
          return other === undefined || relation === null
            ? []
            : [{ ...relation, one: other.sha256, other: sha256 }]
        }),
      }
    }
    for (const hash of hashes) own.add(index, hash)
  }
}

const LEAST_SIDE = 200

/** Whether a file may say that two creatives are one: small pictures and plain areas are used for many. */
export function tellsCreatives({ type, width, height, fingerprint }: FileFacts): boolean {
  if (fingerprint === null || Math.min(width ?? 0, height ?? 0) < LEAST_SIDE) return false
  return hashesOf(fingerprint, type === 'video').length > 0
}
