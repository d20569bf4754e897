import type { AssetRow } from '#schema/answer/assets-answer.ts'

/** What of a file tells its place in a family. */
export type Relative = Pick<
  AssetRow,
  'sha256' | 'family' | 'master' | 'addedAt' | 'facts' | 'traits' | 'creatives' | 'name' | 'previews'
>

/** Files that show the same in several sizes, and how they differ from the master the family begins with. */
export interface Master<File extends Relative = AssetRow> {
  readonly file: File
  /** The others that show the same, the largest first. */
  readonly sizes: readonly File[]
  /** Empty for the first of the family. */
  readonly differs: readonly string[]
}

const pixelsOf = ({ facts }: Relative) => (facts?.width ?? 0) * (facts?.height ?? 0)
const secondsOf = ({ facts }: Relative) => facts?.durationSeconds ?? 0

/** The longest first, then the largest, then what was here first. */
function byRank(one: Relative, other: Relative): number {
  const longer = secondsOf(other) - secondsOf(one)
  if (Math.abs(longer) > 0.5) return longer
  return pixelsOf(other) - pixelsOf(one) || one.addedAt.localeCompare(other.addedAt)
}

/** Lengths that differ by less are the same cut. */
const LEAST_SECONDS = 0.5

function differences(own: Relative, first: Relative): readonly string[] {
  const seconds = secondsOf(own)
  const differsInLength = Math.abs(seconds - secondsOf(first)) > LEAST_SECONDS
  const { language, endCard } = own.traits
  const facts = [
    ...(own.facts?.type === first.facts?.type ? [] : [`as ${own.facts?.type ?? 'a file not read yet'}`]),
    ...(differsInLength && seconds > 0 ? [`${seconds.toFixed(1)} s long`] : []),
    ...(language === first.traits.language || language === null ? [] : [`in ${language}`]),
    ...(endCard === first.traits.endCard || endCard === null
      ? []
      : [endCard === 'true' ? 'with an end card' : 'without an end card']),
    ...(own.facts?.ratio === first.facts?.ratio || !own.facts?.ratio ? [] : [`cut to ${own.facts.ratio}`]),
  ]
  return facts.length === 0 ? ['differs in a part of the picture'] : facts
}

/** The masters of one family, that of most files first, each with its sizes. */
export function familyTree<File extends Relative>(files: readonly File[]): readonly Master<File>[] {
  const keyOf = ({ master, sha256 }: Relative) => master ?? sha256
  const groups = [...new Set(files.map(keyOf))].map((key) =>
    files.filter((file) => keyOf(file) === key).toSorted(byRank),
  )
  const ordered = groups.toSorted(
    ([one, ...ones], [other, ...others]) =>
      others.length - ones.length || (one === undefined || other === undefined ? 0 : byRank(one, other)),
  )
  const first = ordered[0]?.[0]
  return ordered.flatMap(([file, ...sizes]) =>
    file === undefined || first === undefined
      ? []
      : [{ file, sizes, differs: file === first ? [] : differences(file, first) }],
  )
}

/** What one file is among those that show the same. */
export function describeSize({ facts }: Relative): string {
  const pixels = facts?.width && facts.height ? `${facts.width} × ${facts.height}` : null
  const seconds = facts?.durationSeconds ? `${facts.durationSeconds.toFixed(1)} s` : null
  return [pixels, facts?.ratio ?? null, facts?.format ?? null, seconds].filter(Boolean).join(' · ')
}
