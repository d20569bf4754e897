import type { Reason } from '#schema/answer/rank-answer.ts'
import { writeCount } from '#schema/write-count.ts'
import type { ExperimentCell } from '#stats/index.ts'
import type { ArmRow, CellNumber } from './arm-row.ts'

/** Counts of one arm on one day in one stratum, with the share it was to get there. */
export interface ArmCell extends ExperimentCell {
  readonly share: number | null
}

export interface GroupedArm {
  readonly name: string
  readonly cells: readonly ArmCell[]
  readonly impressions: number | null
  readonly conversions: number | null
  /** Why its counts cannot be used. */
  readonly problems: readonly Reason[]
  /** Its level of each factor; null when its rows differ or name none. */
  readonly factors: readonly (string | null)[]
}

export interface GroupedTest {
  readonly name: string
  readonly arms: readonly GroupedArm[]
  /** Rows that repeat the name of an arm and are arms of their own. */
  readonly repeated: number
}

const SINGLE_DAY = 0
const LEAST_COUNT = 1e-6

/** Rows as tests of arms: rows of one arm are added where days or strata tell them apart, else each row is an arm. */
export function groupArms(
  rows: readonly ArmRow[],
  options: { added: boolean; repeatable: boolean },
): GroupedTest[] {
  const tests = new Map<string, ArmRow[]>()
  for (const given of rows) {
    const row = withoutTraces(given)
    const known = tests.get(row.test)
    if (known === undefined) tests.set(row.test, [row])
    else known.push(row)
  }
  return [...tests].map(([name, own]) => {
    const named = options.added ? groupByName(own) : ownNames(own)
    return {
      name,
      arms: [...named].map(([arm, list]) => groupedArm(arm, list, options.repeatable)),
      repeated: options.added ? 0 : own.length - new Set(own.map(({ arm }) => arm)).size,
    }
  })
}

/** Counts below a millionth are rounding of some tool, not counts. */
function withoutTraces(row: ArmRow): ArmRow {
  const settled = ({ value, text }: CellNumber): CellNumber => ({
    value: value !== null && value > 0 && value < LEAST_COUNT ? 0 : value,
    text,
  })
  return { ...row, impressions: settled(row.impressions), conversions: settled(row.conversions) }
}

function groupByName(rows: readonly ArmRow[]): Map<string, ArmRow[]> {
  const arms = new Map<string, ArmRow[]>()
  for (const row of rows) {
    const known = arms.get(row.arm)
    if (known === undefined) arms.set(row.arm, [row])
    else known.push(row)
  }
  return arms
}

function ownNames(rows: readonly ArmRow[]): Map<string, ArmRow[]> {
  const taken = new Set(rows.map(({ arm }) => arm))
  const arms = new Map<string, ArmRow[]>()
  for (const row of rows) {
    let name = row.arm
    for (let number = 2; arms.has(name); number++) {
      const next = `${row.arm} (${number})`
      if (!taken.has(next)) name = next
    }
    arms.set(name, [row])
  }
  return arms
}

function groupedArm(name: string, rows: readonly ArmRow[], repeatable: boolean): GroupedArm {
  const problems = rows.flatMap((row) => rowProblems(row, repeatable))
  const sum = (field: 'impressions' | 'conversions') =>
    rows.reduce<number | null>((total, row) => {
      const { value } = row[field]
      return total === null || value === null ? null : total + value
    }, 0)
  return {
    name,
    problems,
    impressions: sum('impressions'),
    conversions: sum('conversions'),
    cells:
      problems.length > 0
        ? []
        : rows.map((row) => ({
            day: row.day ?? SINGLE_DAY,
            ...(row.stratum === undefined ? {} : { stratum: row.stratum }),
            exposure: row.impressions.value ?? 0,
            conversions: row.conversions.value ?? 0,
            share: row.designedShare?.value ?? null,
            ...(row.users?.value == null ? {} : { users: row.users.value }),
          })),
    factors: (rows[0]?.factors ?? []).map((level, f) =>
      level !== '' && rows.every(({ factors }) => factors?.[f] === level) ? level : null,
    ),
  }
}

function rowProblems(row: ArmRow, repeatable: boolean): Reason[] {
  const at = `Row ${row.row}`
  const counts = [
    ...countProblem(`${at}: impressions`, row.impressions),
    ...countProblem(`${at}: conversions`, row.conversions),
  ]
  const [impressions, conversions] = [row.impressions.value, row.conversions.value]
  if (counts.length === 0 && impressions !== null && conversions !== null && conversions > impressions) {
    if (impressions === 0) {
      counts.push({
        code: 'conversions_without_exposure',
        message: `${at}: ${writeCount(conversions)} conversions without any impression.`,
      })
    } else if (!repeatable) {
      counts.push({
        code: 'conversions_above_impressions',
        message: `${at}: ${writeCount(conversions)} conversions of ${writeCount(impressions)} impressions; say --repeatable if one impression may convert more than once.`,
      })
    }
  }
  if (row.users !== undefined && row.users.text.trim() !== '')
    counts.push(...countProblem(`${at}: users`, row.users))
  if (row.day === null) counts.push({ code: 'unreadable_date', message: `${at}: the date cannot be read.` })
  const share = row.designedShare
  if (share !== undefined && share.text.trim() !== '' && !(share.value !== null && share.value > 0)) {
    counts.push({
      code: 'invalid_share',
      message: `${at}: the designed share “${share.text}” is not above 0.`,
    })
  }
  return counts
}

const MOST_COUNT = 1e15

function countProblem(what: string, { value, text }: CellNumber): Reason[] {
  if (value === null && text.trim() === '')
    return [{ code: 'missing_counts', message: `${what} are missing.` }]
  if (value === null) return [{ code: 'invalid_counts', message: `${what} “${text}” are not a number.` }]
  if (value < 0) return [{ code: 'negative_counts', message: `${what} are negative (${text}).` }]
  if (value > MOST_COUNT)
    return [{ code: 'invalid_counts', message: `${what} are more than can be counted (${text}).` }]
  return []
}
