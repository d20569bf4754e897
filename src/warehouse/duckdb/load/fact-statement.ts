import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { LoadPlan } from '../../load-plan.ts'
import { textLiteral } from '../literal.ts'
import { memberKey } from './member-statement.ts'
import { readingColumns } from './reading-columns.ts'
import { ROW_STATE, rowState } from './row-state.ts'

const MONEY = 'DECIMAL(18, 6)'

function outcomeParts({ outcomes }: LoadPlan) {
  const columns = outcomes.by === 'column' ? outcomes.columns : [outcomes]
  return columns.map(({ count, value }, part) => ({
    part,
    count: count === null ? (outcomes.by === 'row' ? '1::DOUBLE' : 'NULL::DOUBLE') : `(${count.value})`,
    value: value === null ? `NULL::${MONEY}` : `CAST((${value.value}) AS ${MONEY})`,
  }))
}

/** Places of the outcomes that belong to a cohort day. */
function cohortParts({ outcomes }: LoadPlan): readonly number[] {
  if (outcomes.by === 'row') return []
  return outcomes.columns.flatMap(({ kind }, part) => (kind.cohortDay === null ? [] : [part]))
}

/** SQL for the kind of a row's only outcome. */
function kindOfRow({ outcomes }: LoadPlan, kinds: readonly number[]): string {
  if (outcomes.by === 'column') return String(kinds[0] ?? 'NULL')
  const cases = outcomes.kinds.map(({ name }, index) => `WHEN ${textLiteral(name)} THEN ${kinds[index]}`)
  return `CASE permille_event ${cases.join(' ')} END`
}

/**
 * Statement that reads the file once into `fact`. A row's first outcome shares its fact row; every further
 * one gets a row of its own, unless it is zero: but a cohort's zero is kept, since an empty cell of one means that it
 * was not old enough.
 */
export function factStatement(plan: LoadPlan, load: number, kinds: readonly number[]): string {
  const parts = outcomeParts(plan)
  const delivery = DELIVERY_MEASURE_NAMES.map((measure) => {
    const expression = plan.delivery[measure]
    if (expression === undefined)
      return measure === 'spend' ? `NULL::${MONEY} AS spend` : `NULL::DOUBLE AS ${measure}`
    const value = measure === 'spend' ? `CAST((${expression.value}) AS ${MONEY})` : `(${expression.value})`
    return `${value} AS ${measure}`
  })
  const measures = DELIVERY_MEASURE_NAMES.join(', ')
  const read = `SELECT
      ${rowState(plan, load)} AS permille_load,
      ${plan.day ? `(${plan.day.value})` : 'NULL::DATE'} AS permille_day,
      ${memberKey(plan, load)} AS permille_member,
      ${plan.outcomes.by === 'row' ? `(${plan.outcomes.event}) AS permille_event,` : ''}
      ${delivery.join(',\n      ')}${parts.map(({ part, count, value }) => `,\n      ${count} AS permille_count_${part}, ${value} AS permille_value_${part}`).join('')}
    FROM (SELECT *${readingColumns(plan)} FROM ${plan.relation({ ordered: false })})`
  const target = `INSERT INTO fact (load, day, member, ${measures}, kind, count, value)`
  const [first] = kinds
  const ofCohorts = cohortParts(plan)
  const told =
    ofCohorts.length === 0
      ? ''
      : ` OR (permille_part IN (${ofCohorts.join(', ')}) AND coalesce(count, value) IS NOT NULL)`
  if (parts.length <= 1) {
    return `${target}
    SELECT permille_load, permille_day, permille_member, ${measures},
      ${kindOfRow(plan, kinds)}, ${parts.length === 1 ? 'permille_count_0, permille_value_0' : 'NULL, NULL'}
    FROM (${read})`
  }
  const choose = (name: string) =>
    `CASE permille_part ${parts.map(({ part }) => `WHEN ${part} THEN permille_${name}_${part}`).join(' ')} END`
  const onlyFirst = DELIVERY_MEASURE_NAMES.map(
    (measure) => `CASE WHEN permille_part = 0 THEN ${measure} END AS ${measure}`,
  )
  return `${target}
    SELECT * EXCLUDE (permille_part) FROM (
      SELECT permille_load, permille_day, permille_member, ${onlyFirst.join(', ')},
        permille_part, CASE permille_part ${kinds.map((kind, part) => `WHEN ${part} THEN ${kind}`).join(' ')} END AS kind,
        ${choose('count')} AS count, ${choose('value')} AS value
      FROM (${read}) CROSS JOIN (SELECT unnest(range(${parts.length})) AS permille_part)
    )
    WHERE kind = ${first}
      OR (permille_load IN (${load}, ${ROW_STATE.total}) AND (coalesce(count, 0) <> 0 OR coalesce(value, 0) <> 0${told}))`
}
