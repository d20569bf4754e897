import { ALPHA_2_OF_3 } from './iso-3166.ts'

const names = new Intl.DisplayNames('en', { type: 'region' })

function readCodes(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>([
    ['uk', 'GB'],
    ['united states of america', 'US'],
    ['south korea', 'KR'],
    ['korea, republic of', 'KR'],
    ['russian federation', 'RU'],
    ['viet nam', 'VN'],
    ['czech republic', 'CZ'],
    ['hong kong', 'HK'],
    ['taiwan, province of china', 'TW'],
    ['turkey', 'TR'],
    ...[...ALPHA_2_OF_3].map(([three, two]) => [three.toLowerCase(), two] as const),
  ])
  const letters = Array.from({ length: 26 }, (_, place) => String.fromCharCode(65 + place))
  const pairs = letters.flatMap((first) => letters.map((second) => first + second))
  // Withdrawn codes go by the name of the country they became part of: DD is Germany too.
  for (const code of [...ALPHA_2_OF_3.values(), ...pairs]) {
    const name = names.of(code)
    if (name !== undefined && name !== code && !codes.has(name.toLowerCase()))
      codes.set(name.toLowerCase(), code)
  }
  return codes
}

let lookup: string | undefined

/** SQL for a country as its ISO 3166 code: from a code of two or three letters in any case, or from its English name. */
export function countryCodeSql(text: string): string {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`
  // A map, since every branch of a long CASE would keep vectors of its own: 280 of them filled a gigabyte.
  lookup ??= `MAP {${[...readCodes()].map(([name, code]) => `${quoted(name)}: ${quoted(code)}`).join(', ')}}`
  return `coalesce(${lookup}[lower(${text})], CASE WHEN length(${text}) = 2 THEN upper(${text}) ELSE ${text} END)`
}
