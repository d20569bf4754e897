import { PERMILLE_VERSION } from '../version.ts'
import type { AnsweredView } from './ask-view.ts'

/** Something to know about an answer, by the name of it. */
export interface Fact {
  readonly name: string
  readonly value: string
}

function written(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return JSON.stringify(value)
}

/** What goes along with the rows of an answer: question, days, zone, basis, currency, freshness, notes. */
export function factsOf({ name, fields, about, currency, project }: AnsweredView): readonly Fact[] {
  const { question, freshness, notes } = about
  const { from, to, timezone, basis, filters, includesDateless, ...further } = question
  const facts: readonly (readonly [string, unknown])[] = [
    ['project', project],
    ['question', name],
    ['asked', JSON.stringify(fields)],
    ['from', from],
    ['to', to],
    ['includes_rows_without_dates', includesDateless],
    ['timezone', timezone],
    ['currency', currency],
    ...Object.entries(basis).map(([field, bases]) => [`basis.${field}`, bases.join(' and ')] as const),
    ['filters', filters],
    ...Object.entries(further).map(([field, value]) => [`asked.${field}`, value] as const),
    ['sample', freshness.sample],
    ['newest_day', freshness.newestDay],
    ['newest_complete_day', freshness.newestCompleteDay],
    ['last_load_at', freshness.lastLoadAt],
    ['data_version', freshness.dataVersion],
    ['permille_version', PERMILLE_VERSION],
    ...notes.map(({ code, severity, message }, index) => [
      `note.${index + 1}`,
      `${severity}: ${code}: ${message}`,
    ]),
  ].map(([field, value]) => [String(field), value] as const)
  return facts.map(([field, value]) => ({ name: field, value: written(value) }))
}
