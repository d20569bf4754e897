import { type MetricAnswer, type MetricContext, partsWithBoth } from '#metrics/index.ts'

/** Tells places apart unless others are asked; given up from the end where the reports lose counts by them. */
export const USUAL_PLACES = ['app', 'os', 'country', 'format'] as const
/** Share of the counts that telling places apart may lose. */
const MOST_LOST = 0.001

/** Answers of both sides of a comparison. */
interface Answers {
  readonly before: MetricAnswer
  readonly after: MetricAnswer
}

function sumsOf({ rows }: MetricAnswer, field: string) {
  let [impressions, conversions] = [0, 0]
  for (const { parts } of rows) {
    for (const { components } of partsWithBoth(parts, 'impressions', field)) {
      impressions += components.impressions ?? 0
      conversions += components[field] ?? 0
    }
  }
  return [impressions, conversions]
}

/** Share of the counts a finer answer loses, of what it loses most. */
function lostBy(fine: MetricAnswer, whole: MetricAnswer, field: string): number {
  const [own, all] = [sumsOf(fine, field), sumsOf(whole, field)]
  return Math.max(...own.map((sum, k) => ((all[k] ?? 0) > 0 ? Math.abs(1 - sum / (all[k] ?? 1)) : 0)))
}

export interface AskedDimensions {
  /** Dimensions somebody asked for, whatever they lose. */
  readonly asked: readonly string[] | null
  readonly usual: readonly string[]
  /** What the sides are chosen by, which tells no places apart. */
  readonly told: ReadonlySet<string>
}

export interface ToldDimensions {
  readonly dimensions: readonly string[]
  /** Whether networks are told apart too; not where they are what is compared. */
  readonly byNetwork: boolean
  readonly sides: Answers
  readonly lost: number
}

/** The dimensions that tell places apart on both sides without losing counts, and the sides told apart by them. */
export async function toldDimensions(
  { asked, usual, told }: AskedDimensions,
  wholes: Answers,
  askSides: (by: readonly string[]) => Promise<Answers>,
  field: string,
  { catalogue }: MetricContext,
): Promise<ToldDimensions> {
  const reports = catalogue.loads.filter(({ measures }) => measures.has('impressions'))
  const byNetwork = !told.has('network')
  const lostIn = ({ before, after }: Answers) =>
    Math.max(lostBy(before, wholes.before, field), lostBy(after, wholes.after, field))
  if (asked !== null) {
    const dimensions = asked.filter((name) => name !== 'network')
    const sides = await askSides(dimensions)
    return { dimensions, byNetwork, sides, lost: lostIn(sides) }
  }
  const known = usual.filter(
    (name) => !told.has(name) && reports.some((report) => report.dimensions.has(name)),
  )
  for (let count = known.length; count > 0; count--) {
    const dimensions = known.slice(0, count)
    const sides = await askSides(dimensions)
    if (lostIn(sides) <= MOST_LOST) return { dimensions, byNetwork, sides, lost: 0 }
  }
  return { dimensions: [], byNetwork, sides: wholes, lost: 0 }
}
