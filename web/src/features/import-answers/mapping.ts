import type { ImportedFile } from '#schema/answer/import-report.ts'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { formatFieldTarget, parseFieldTarget } from '#schema/field-target.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import { labelField, labelMeasure } from '../../format/words.ts'
import type { Option } from '../../ui/select.tsx'

/** Field name each header is read as; `null` leaves the column out. */
export type Mapping = Readonly<Record<string, string | null>>

export const LEFT_OUT = 'left_out'

const OPTIONS: readonly Option[] = [
  { value: LEFT_OUT, label: 'Leave out' },
  ...['day', 'period_start', 'period_end'].map((name) => ({ value: name, label: labelField(name) })),
  ...DELIVERY_MEASURE_NAMES.map((name) => ({ value: name, label: labelField(name) })),
  ...['event.install', 'event.conversion', 'event.purchase', 'event.sign_up', 'value.revenue'].map(
    (name) => ({
      value: name,
      label: labelMeasure(name),
    }),
  ),
  ...DIMENSION_NAMES.map((name) => ({ value: name, label: labelField(name) })),
  ...['currency', 'zone', 'event_name', 'event_value'].map((name) => ({
    value: name,
    label: labelField(name),
  })),
]

/** Meanings to choose from; an own event or tag (`event.level_10`, `tag.hook`) is offered as it is typed. */
export function listMeanings(typed: string, current: string): Option[] {
  const extra = [current, typed.trim()]
    .map((name) => (name === LEFT_OUT ? null : parseFieldTarget(name)))
    .filter((target) => target !== null)
    .map((target) => formatFieldTarget(target))
    .filter((name) => !OPTIONS.some((option) => option.value === name))
  return [...OPTIONS, ...[...new Set(extra)].map((name) => ({ value: name, label: name }))]
}

/** The mapping a table starts with: how it is read now, else the guess. */
export function startMapping(table: ImportedFile): Mapping {
  const guessed = new Map(table.guess.map((guess) => [guess.header, guess.field]))
  return Object.fromEntries(
    table.columns.map((column) => [column.header, column.field ?? guessed.get(column.header) ?? null]),
  )
}

export function toMap(mapping: Mapping): Record<string, string> {
  const map: Record<string, string> = {}
  for (const [header, field] of Object.entries(mapping)) {
    if (field !== null) map[field] = header
  }
  return map
}

/** Fields more than one column is read as; only one column can carry a meaning. */
export function listDoubles(mapping: Mapping): string[] {
  const fields = Object.values(mapping).filter((field) => field !== null)
  return [...new Set(fields.filter((field, place) => fields.indexOf(field) !== place))]
}
