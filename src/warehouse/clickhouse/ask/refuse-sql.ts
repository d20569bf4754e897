import { PermilleError } from '#schema/error.ts'
import { READING_VIEWS } from '../../reading-views.ts'
import type { ClickhouseNode } from '../node.ts'
import { refusedSql } from './refused-sql.ts'

/** Table functions that make rows of their arguments alone. */
const HARMLESS = new Set(['numbers', 'numbers_mt', 'zeros', 'generate_series', 'generateseries', 'values'])
/** Functions that read a file, a table or a setting of the server. */
const REACHING =
  /^(?:file|dict.*|joinget.*|hascolumnintable|catboost.*|evalml.*|get(?:setting|serversetting|macro|clienthttpheader).*)$/
const ROOTS = new Set(['SelectWithUnionQuery', 'SelectQuery', 'SelectIntersectExceptQuery', 'DescribeQuery'])
const REMEDY = `read from ${Object.keys(READING_VIEWS).join(', ')}`

/** A text, a quoted name or a comment: what may hold anything. */
const QUOTED = /'(?:[^'\\]|\\.|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.|"")*"|`(?:[^`\\]|\\.|``)*`/g

interface Line {
  readonly depth: number
  readonly kind: string
  readonly name: string
}

function readLine(line: string): Line {
  const [, blanks = '', kind = '', rest = ''] = /^( *)(\S+) *(.*)$/.exec(line) ?? []
  return { depth: blanks.length, kind, name: rest.replace(/ \((?:alias .*|children \d+)\)$/, '').trim() }
}

/** Names of tables a parsed statement reads, the bare right side of an IN included; throws what is not let through. */
function tablesOf(lines: readonly Line[]): readonly string[] {
  const tables: string[] = []
  for (const [place, { kind, name, depth }] of lines.entries()) {
    const isTable = lines[place - 1]?.kind === 'TableExpression'
    if (kind === 'TableIdentifier') tables.push(name)
    if (kind !== 'Function') continue
    const called = name.split(' ')[0]?.toLowerCase() ?? ''
    if (isTable ? !HARMLESS.has(called) : REACHING.test(called))
      throw new PermilleError('usage', `${called} cannot be called here`, { remedy: REMEDY })
    if (!/^(?:global)?(?:not)?(?:null)?in(?:ignoreset)?$/.test(called)) continue
    const end = lines.findIndex((line, index) => index > place && line.depth <= depth)
    const own = lines.slice(place + 1, end === -1 ? undefined : end)
    const right = own.filter((line) => line.depth === depth + 2)[1]
    if (right?.kind === 'Identifier') tables.push(right.name)
  }
  return tables
}

/**
 * Throws unless the text is one SELECT that reads the documented views and nothing else. The engine parses it, so
 * what is checked is what would run; that nothing is changed and no file or server is reached, it sees to itself.
 */
export async function refuseSql(node: ClickhouseNode, text: string): Promise<void> {
  const names = (text.match(QUOTED) ?? []).filter((quoted) => /^["`]/.test(quoted))
  if (names.some((quoted) => /[\\\n\r]/.test(quoted)))
    throw new PermilleError('usage', 'a quoted name holds no line break and no \\', { remedy: REMEDY })
  const parsed = await node.parse(text).catch((error) => {
    throw refusedSql(error)
  })
  const lines = parsed.map(readLine)
  if (!ROOTS.has(lines[0]?.kind ?? ''))
    throw new PermilleError('usage', 'only SELECT statements are read', { remedy: REMEDY })
  const refuse = (table: string) =>
    new PermilleError('usage', `${table} is not a table to read from`, { remedy: REMEDY })
  const others = tablesOf(lines).filter((table) => !Object.hasOwn(READING_VIEWS, table))
  for (const table of others) if (table.includes('.')) throw refuse(table)
  if (others.length === 0) return
  // What is no table is a step the statement names itself, or nothing at all.
  const own = await node.query(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND name IN (${others.map((_, index) => `$${index + 1}`).join(', ')})`,
    others,
  )
  const [found] = own.rows
  if (found !== undefined) throw refuse(String(found.name))
}
