import { DIMENSION_NAMES } from '#schema/dimension.ts'
import type { Note } from '#schema/note.ts'
import type { AnsweredRow } from './gather-rows.ts'
import { carries, type Grouping } from './grouping.ts'
import type { Plan } from './plan.ts'

const GRAIN = 'grain_not_supported'

function unnamed(grouping: Grouping, { catalogue }: Plan): Note {
  const name = grouping.label.toLowerCase()
  if (grouping.kind === 'token' && grouping.from === 'tags') {
    return {
      code: 'not_named',
      severity: 'warning',
      message: `No creative that answers here has the tag ${grouping.token}; permille assets shows which creatives have files, permille tag reads them.`,
    }
  }
  if (grouping.kind === 'token') {
    return {
      code: 'not_named',
      severity: 'warning',
      message: `No name that answers here fits a pattern with ${name}; permille naming shows which names fit and which do not.`,
    }
  }
  if (catalogue.loads.some(({ dimensions }) => carries(dimensions, grouping))) {
    return {
      code: 'not_named',
      severity: 'warning',
      message: `No row that answers here names its ${name}, so nothing is told apart by it.`,
    }
  }
  const named = DIMENSION_NAMES.filter(
    (one) => one === 'network' || catalogue.loads.some(({ dimensions }) => dimensions.has(one)),
  )
  return {
    code: 'not_named',
    severity: 'warning',
    message: `No imported file has a column for ${name}, so nothing is told apart by it; import a report that has one. The files name ${named.map((one) => one.replaceAll('_', ' ')).join(', ')}.`,
  }
}

/** Says in one note that nothing matched, or that nobody names what was asked for; else who lacks it. */
export function withUnnamedNotes(
  plan: Plan,
  rows: readonly AnsweredRow[],
  notes: readonly Note[],
): readonly Note[] {
  if (plan.catalogue.loads.length === 0) return notes
  if (rows.length === 0) {
    const message =
      plan.leftOutDays.size > 0
        ? 'Nothing that was imported matches these dates and conditions on the days that count.'
        : 'Nothing that was imported matches these dates and conditions.'
    return [...notes, { code: 'nothing_matches', severity: 'warning', message }]
  }
  const asked = plan.groupings.filter(
    ({ kind }, index) =>
      kind !== 'time' && kind !== 'network' && rows.every(({ keys }) => (keys[index] ?? null) === null),
  )
  const nobody = asked.length > 0 && asked.length === plan.groupings.length
  const kept = nobody ? notes.filter(({ code }) => code !== GRAIN) : notes
  return [...kept, ...asked.map((grouping) => unnamed(grouping, plan))]
}
