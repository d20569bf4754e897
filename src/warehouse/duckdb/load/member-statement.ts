import { DIMENSION_NAMES } from '#schema/dimension.ts'
import type { LoadPlan, MemberColumn } from '../../load-plan.ts'
import { identifier, textLiteral } from '../literal.ts'

const MEMBER_COLUMNS: readonly MemberColumn[] = [...DIMENSION_NAMES, 'currency', 'period_start', 'period_end']

/**
 * SQL for the key of a row's texts: a 64-bit hash, unique per load.
 * Two of 10 million different rows share one with probability 3 in a million.
 */
export function memberKey(plan: LoadPlan, load: number): string {
  return `hash(${[String(load), ...plan.memberHeaders.map(identifier)].join(', ')})`
}

function mapSql(entries: Readonly<Record<string, string>>): string {
  const list = Object.entries(entries)
  if (list.length === 0) return 'NULL::MAP(VARCHAR, VARCHAR)'
  return `MAP {${list.map(([name, value]) => `${textLiteral(name)}: ${value}`).join(', ')}}`
}

/** Statement that stores each distinct combination of texts of the file once. */
export function memberStatement(plan: LoadPlan, load: number): string {
  const gathered = plan.memberHeaders.map(
    (header) => `any_value(${identifier(header)}) AS ${identifier(header)}`,
  )
  const columns = MEMBER_COLUMNS.map((column) => plan.members[column] ?? 'NULL::VARCHAR')
  return `INSERT INTO member (member, load, ${MEMBER_COLUMNS.map(identifier).join(', ')}, tags, attributes)
    SELECT permille_member, ${load}, ${columns.join(', ')}, ${mapSql(plan.tags)}, ${mapSql(plan.attributes)}
    FROM (
      SELECT ${[`${memberKey(plan, load)} AS permille_member`, ...gathered].join(', ')}
      FROM ${plan.relation({ ordered: false })}
      GROUP BY permille_member
    )`
}
