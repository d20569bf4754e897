import fc from 'fast-check'

/** A row of a file somebody might land. */
export interface Row {
  readonly day: string
  readonly network: string
  readonly campaign: string
  readonly country: string | null
  readonly impressions: number
  readonly clicks: number
  readonly spend: number
  readonly installs: number
  readonly purchases: number
}

export const DAYS = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-09'] as const
export const NETWORKS = ['Nord Ads', 'Süd Ads'] as const
/** Names somebody could try to break a query with, each different when case and spacing do not count. */
export const HOSTILE = [
  "O'Neil",
  "'; DROP TABLE fact; --",
  '"quoted"',
  'a;b',
  'x -- y',
  '/* c */',
  '100%_sure',
  '$1 off',
  '\\',
  '日本',
  'plain',
  'Drop and Roll',
  'os = ios or 1 = 1',
  'a), (b',
] as const
const COUNTRIES = ['US', 'DE'] as const

/** A file none of whose rows names a country is a report without countries, which is another question. */
export const rows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      day: fc.constantFrom(...DAYS),
      network: fc.constantFrom(...NETWORKS),
      campaign: fc.constantFrom(...HOSTILE),
      country: fc.constantFrom(...COUNTRIES, null),
      impressions: fc.nat(1000),
      clicks: fc.nat(50),
      spend: fc.nat(10_000).map((cents) => cents / 100),
      installs: fc.nat(9),
      purchases: fc.oneof(fc.constant(0), fc.nat(5)),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .filter((all) => all.some(({ country }) => country !== null))

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** The rows as a file. */
export function csv(all: readonly Row[]): string {
  const lines = all.map((row) =>
    [
      row.day,
      quoted(row.network),
      quoted(row.campaign),
      row.country ?? '',
      row.impressions,
      row.clicks,
      row.spend.toFixed(2),
      row.installs,
      row.purchases,
    ].join(','),
  )
  return `Day,Network,Campaign,Country,Shown,Clicks,Cost,Installs,Orders\n${lines.join('\n')}\n`
}

/** What its columns mean. */
export const MAP: readonly string[] = [
  'day=Day',
  'network=Network',
  'campaign=Campaign',
  'country=Country',
  'impressions=Shown',
  'clicks=Clicks',
  'spend=Cost',
  'installs=Installs',
  'event.purchase=Orders',
]

/** A name that is unlike any other however it is written. */
export const TEXTS: readonly string[] = [
  ...HOSTILE,
  'nord ads',
  'Süd Ads',
  'ads',
  'us',
  "' OR 1=1 --",
  '%',
  '_',
]
