import type { KnownTable } from './known-table.ts'

/** The zone of the file's days, and what says so. */
export function zoneOf({ meaning, facts, settings, project }: KnownTable): {
  value: string | null
  from: string
} {
  if (settings.set.zone !== undefined) return { value: settings.set.zone, from: 'you said so' }
  if (facts.zone !== null) return { value: facts.zone, from: 'lines above the header' }
  const fixed = meaning.layout?.zone
  if (fixed !== undefined) return { value: fixed, from: `${meaning.label} always reports so` }
  return { value: project.timezone, from: 'assumed: the project’s' }
}
