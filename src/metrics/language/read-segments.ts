import { PermilleError } from '#schema/error.ts'
import type { Filter } from '../query.ts'
import { type ConditionNames, joined, readFilters } from './read-conditions.ts'

/** The project's named filters; throws a sentence with the segment at fault. */
export function readSegments(
  settings: Readonly<Record<string, string>>,
  names: Omit<ConditionNames, 'segments'>,
): ReadonlyMap<string, Filter> {
  const segments = new Map<string, Filter>()
  for (const [name, text] of Object.entries(settings)) {
    try {
      const filters = readFilters([text], { ...names, segments }, 'a segment')
      segments.set(name, joined(filters))
    } catch (error) {
      if (!(error instanceof PermilleError)) throw error
      throw new PermilleError('usage', `permille.yaml: segments.${name}: ${error.message}`, {
        ...(error.remedy === null ? {} : { remedy: error.remedy }),
      })
    }
  }
  return segments
}
