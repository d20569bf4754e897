const names = new Intl.DisplayNames('en', { type: 'region' })

function readCodes(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>([
    ['uk', 'GB'],
    ['usa', 'US'],
    ['united states of america', 'US'],
    ['south korea', 'KR'],
    ['korea, republic of', 'KR'],
    ['russian federation', 'RU'],
    ['viet nam', 'VN'],
    ['czech republic', 'CZ'],
    ['hong kong', 'HK'],
    ['taiwan, province of china', 'TW'],
    ['turkey', 'TR'],
  ])
  for (let first = 65; first <= 90; first += 1) {
    for (let second = 65; second <= 90; second += 1) {
      const code = String.fromCharCode(first, second)
      const name = names.of(code)
      if (name !== undefined && name !== code && !codes.has(name.toLowerCase()))
        codes.set(name.toLowerCase(), code)
    }
  }
  return codes
}

let cases: string | undefined

/** SQL for a country as its ISO 3166 code: from a code in any case, or from its English name. */
export function countryCodeSql(text: string): string {
  cases ??= [...readCodes()]
    .map(([name, code]) => `WHEN '${name.replaceAll("'", "''")}' THEN '${code}'`)
    .join(' ')
  return `CASE lower(${text}) ${cases} ELSE CASE WHEN length(${text}) = 2 THEN upper(${text}) ELSE ${text} END END`
}
