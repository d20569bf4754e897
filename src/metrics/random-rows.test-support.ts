import fc from 'fast-check'

/** A row of a file somebody might land. */
export interface Row {
  readonly day: string
  readonly network: string
  readonly campaign: string
  readonly country: string | null
  readonly app: string | null
  readonly impressions: number
  readonly clicks: number
  readonly spend: number
  readonly installs: number
  readonly purchases: number
  /** Installs by somebody else’s count. */
  readonly joined: number
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
export const APPS = ['Paper Harbour', '1234567890', 'com.studio.island'] as const

/** A file none of whose rows names a country or an app is a report without them, which is another question. */
export const rows: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      day: fc.constantFrom(...DAYS),
      network: fc.constantFrom(...NETWORKS),
      campaign: fc.constantFrom(...HOSTILE),
      country: fc.constantFrom(...COUNTRIES, null),
      app: fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...APPS) }, fc.constant(null)),
      impressions: fc.nat(1000),
      clicks: fc.nat(50),
      spend: fc.nat(10_000).map((cents) => cents / 100),
      installs: fc.nat(9),
      purchases: fc.oneof(fc.constant(0), fc.nat(5)),
      joined: fc.nat(9),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .filter((all) => all.some(({ country }) => country !== null) && all.some(({ app }) => app !== null))

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** The rows as a file. */
export function csv(all: readonly Row[]): string {
  const lines = all.map((row) =>
    [
      row.day,
      quoted(row.network),
      quoted(row.campaign),
      row.country ?? '',
      row.app ?? '',
      row.impressions,
      row.clicks,
      row.spend.toFixed(2),
      row.installs,
      row.purchases,
      row.joined,
    ].join(','),
  )
  return `Day,Network,Campaign,Country,App,Shown,Clicks,Cost,Installs,Orders,Joined\n${lines.join('\n')}\n`
}

const PLACES = ['day=Day', 'network=Network', 'campaign=Campaign', 'country=Country', 'app=App']

/** What its columns mean to its network. */
export const MAP: readonly string[] = [
  ...PLACES,
  'impressions=Shown',
  'clicks=Clicks',
  'spend=Cost',
  'installs=Installs',
  'event.purchase=Orders',
]

/** What its columns mean to whoever counts installs beside the network. */
export const OWN_MAP: readonly string[] = [...PLACES, 'installs=Joined']

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
