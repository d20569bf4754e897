import type { TouchSite } from '#metrics/index.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'

const LEAST_ROWS = 10
/** Parts of a site's installs that are no chance: people install more than one a second only on the largest sites. */
const LEAST_PART = 0.02

/** Says where a log holds installs twice: the same device and second, or without devices the same two times. */
export function repeatedRows(sites: readonly TouchSite[], isToTheMinute: boolean): readonly Note[] {
  // Times to the minute are alike by chance.
  const repeatedOf = ({ sentAgain, alike }: TouchSite) =>
    isToTheMinute ? sentAgain : Math.max(sentAgain, alike)
  const showing = sites.filter(
    (own) => repeatedOf(own) >= LEAST_ROWS && repeatedOf(own) >= own.installs * LEAST_PART,
  )
  if (showing.length === 0) return []
  const repeated = showing.reduce((sum, own) => sum + repeatedOf(own), 0)
  return [
    {
      code: 'repeated_installs',
      severity: 'warning',
      message: `Installs with the device and times of another one: ${writeCount(repeated)}, on ${writeCount(showing.length)} of ${writeCount(sites.length)} sites. The log seems to hold postbacks twice; they are counted as often as they are there, and accuse nobody.`,
    },
  ]
}
