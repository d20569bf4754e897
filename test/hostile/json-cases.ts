import type { HostileCase } from './hostile-case.ts'
import { READ, ROWS } from './plain-table.ts'

const objects = ROWS.map(([Day, Campaign, Impressions, Clicks, Spend]) => ({
  Day,
  Campaign,
  Impressions,
  Clicks,
  Spend,
}))

function json(name: string, content: unknown, expect: HostileCase['expect']): HostileCase {
  return {
    name,
    content: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
    expect,
  }
}

const late = Array.from({ length: 1500 }, (_, index) => ({
  day: '2026-11-01',
  n: 1,
  ...(index === 1400 ? { late: 7 } : {}),
}))

/** JSON and NDJSON, reports and complaints. */
export const JSON_CASES: readonly HostileCase[] = [
  json('array.json', objects, READ),
  json('pretty.json', JSON.stringify(objects, null, 2), READ),
  json('json-called.csv', objects, READ),
  json(
    'adjust.json',
    { rows: objects, totals: { Impressions: '10000', Clicks: 200 }, warnings: [], pagination: null },
    { ...READ, footer: 1 },
  ),
  json('applovin.json', { code: 200, results: objects }, READ),
  json('tiktok.json', { code: 0, message: 'OK', data: { list: objects, page_info: { page: 1 } } }, READ),
  json(
    'paged.json',
    { data: objects, paging: { next: 'https://example.com/2' } },
    { ...READ, problems: ['more_pages'] },
  ),
  json(
    'nested.json',
    [{ day: '2026-11-01', attr: { campaign: { id: 'x' } }, actions: [{ type: 'install', value: '3' }] }],
    { rows: 1, headers: ['day', 'attr.campaign.id', 'actions'] },
  ),
  json('late-column.json', late, { rows: 1500, totals: { n: 1500, late: 7 } }),
  json('long-ids.json', '[{"ad_id":12345678901234567890,"n":1.50},{"ad_id":"00123","n":2}]', {
    rows: 2,
    totals: { n: 3.5 },
  }),
  json(
    'braces-in-text.json',
    [
      { name: '}{][",\\', n: 1 },
      { name: 'x', n: 2 },
    ],
    { rows: 2, totals: { n: 3 } },
  ),
  json('lines.ndjson', `${objects.map((row) => JSON.stringify(row)).join('\n')}\n`, READ),
  json('lines-crlf.jsonl', objects.map((row) => JSON.stringify(row)).join('\r\n\r\n'), READ),
  json('broken-line.ndjson', '{"a":1,"b":2}\n{"a":1,"b":\n{"a":3,"b":4}\n', { refused: /line 2/ }),
  json('truncated.json', JSON.stringify(objects).slice(0, 200), { refused: /cut off or broken/ }),
  json(
    'error-body.json',
    { error: { message: 'Invalid OAuth access token', code: 190 } },
    { refused: /Invalid OAuth access token/ },
  ),
  json('error-code.json', { code: 40001, message: 'No permission', data: {} }, { refused: /No permission/ }),
  json('empty-array.json', [], { refused: /no rows/ }),
  json('empty-rows.json', { rows: [] }, { refused: /no rows/ }),
  json('numbers.json', [1, 2, 3], { refused: /no rows|list of rows|header|has no/ }),
  json('no-rows.json', { user: { name: 'x', roles: ['a'] } }, { refused: /without a list of rows/ }),
]
