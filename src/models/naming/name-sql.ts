import type { Dialect } from '#warehouse/dialect.ts'
import type { LevelPattern } from './naming.ts'
import { type PatternToken, tokensOf } from './naming-pattern.ts'
import { dateGroups, patternRegex } from './pattern-regex.ts'

type NameDialect = Pick<Dialect, 'lower' | 'matchesPattern' | 'patternGroup' | 'textLiteral'>

const forStore = (regex: string) => `(?is)${regex}`

function valueSql(
  token: PatternToken,
  regex: string,
  name: string,
  { lower, patternGroup, textLiteral }: NameDialect,
): string {
  const { form } = token
  const group = (index: number) => patternGroup(name, regex, index)
  if (form.kind === 'values') {
    const cases = form.values.flatMap(({ value, spellings }) =>
      spellings.map((spelling) => `WHEN ${textLiteral(spelling.toLowerCase())} THEN ${textLiteral(value)}`),
    )
    return `CASE ${lower(group(1))} ${cases.join(' ')} END`
  }
  if (form.kind !== 'date') return `nullif(${group(1)}, '')`
  const order = dateGroups(form.format)
  const at = (part: 'YYYY' | 'YY' | 'MM' | 'DD') => {
    const index = order.indexOf(part)
    return index === -1 ? [] : [group(index + 1)]
  }
  const [year = `'20' || ${at('YY')[0] ?? "''"}`] = at('YYYY')
  const parts = [year, ...at('MM'), ...at('DD')]
  return `CASE WHEN ${group(1)} <> '' THEN ${parts.join(` || '-' || `)} END`
}

/** SQL for what names say of a token: by the first pattern that is for their network and fits. */
export function tokenSql(
  token: string,
  patterns: readonly LevelPattern[],
  name: string,
  network: string,
  dialect: NameDialect,
): string {
  const cases = patterns.map(({ pattern, network: only }) => {
    const fits = dialect.matchesPattern(name, dialect.textLiteral(forStore(patternRegex(pattern, null))))
    const own = only === null ? fits : `${network} = ${dialect.textLiteral(only)} AND ${fits}`
    const found = tokensOf(pattern.parts).find((one) => one.name === token)
    if (found === undefined) return `WHEN ${own} THEN NULL`
    const regex = dialect.textLiteral(forStore(patternRegex(pattern, token)))
    return `WHEN ${own} THEN ${valueSql(found, regex, name, dialect)}`
  })
  return `CASE ${cases.join(' ')} END`
}
