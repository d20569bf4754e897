import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openProject } from '../../test/support/open-project.ts'

interface Row {
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

type Dimension = 'day' | 'network' | 'campaign' | 'country'
interface Condition {
  readonly dimension: Exclude<Dimension, 'day'>
  readonly operator: '=' | '!=' | '~' | '!~'
  readonly value: string
}

const DAYS = ['2026-03-01', '2026-03-02', '2026-03-04', '2026-03-09'] as const
const NETWORKS = ['Nord Ads', 'Süd Ads'] as const
/** Names somebody could try to break a query with, each different when case and spacing do not count. */
const HOSTILE = [
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
] as const
const COUNTRIES = ['US', 'DE'] as const

/** A file none of whose rows names a country is a report without countries, which is another question. */
const rows: fc.Arbitrary<readonly Row[]> = fc
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

const condition: fc.Arbitrary<Condition> = fc.record({
  dimension: fc.constantFrom('network', 'campaign', 'country'),
  operator: fc.constantFrom('=', '!=', '~', '!~'),
  value: fc.constantFrom(...HOSTILE, 'nord ads', 'Süd Ads', 'ads', 'us', "' OR 1=1 --", '%', '_'),
})

type Amount = 'impressions' | 'clicks' | 'spend' | 'installs' | 'purchases'
/** Metric name → numerator, denominator (`null`: a sum) and scale. */
const METRICS: Readonly<Record<string, readonly [Amount, Amount | null, number]>> = {
  impressions: ['impressions', null, 1],
  clicks: ['clicks', null, 1],
  spend: ['spend', null, 1],
  installs: ['installs', null, 1],
  'event.purchase': ['purchases', null, 1],
  ipm: ['installs', 'impressions', 1000],
  ctr: ['clicks', 'impressions', 1],
  cpm: ['spend', 'impressions', 1000],
  cpi: ['spend', 'installs', 1],
  cpc: ['spend', 'clicks', 1],
  'cpa.purchase': ['spend', 'purchases', 1],
  'cvr.purchase': ['purchases', 'clicks', 1],
  'conversions_per_mille.purchase': ['purchases', 'impressions', 1000],
}

const question = fc.record({
  metrics: fc.uniqueArray(fc.constantFrom(...Object.keys(METRICS)), { minLength: 1, maxLength: 5 }),
  by: fc.uniqueArray(fc.constantFrom<Dimension[]>('day', 'network', 'campaign', 'country'), { maxLength: 3 }),
  range: fc.option(fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS))),
  where: fc.array(condition, { maxLength: 2 }),
})
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never

function passes(row: Row, { dimension, operator, value }: Condition): boolean {
  const own = row[dimension]?.toLowerCase()
  const wanted = value.toLowerCase()
  const found = own !== undefined && (operator.endsWith('~') ? own.includes(wanted) : own === wanted)
  return operator.startsWith('!') ? !found : found
}

function evaluate(all: readonly Row[], metric: string): number | null {
  const [above, below, scale] = METRICS[metric] ?? ['impressions', null, 1]
  if (all.length === 0) return null
  const sum = (amount: Amount) => all.reduce((total, row) => total + row[amount], 0)
  if (below === null) return sum(above)
  return sum(below) === 0 ? null : (scale * sum(above)) / sum(below)
}

/** A campaign is an object of its network: two networks' campaigns of one name stay apart. */
function keyOf(row: Row, dimension: Dimension): string | null {
  if (dimension !== 'campaign') return row[dimension]
  return `${row.network}:${row.campaign}`.toLowerCase()
}

/** The answer by plain arithmetic: keep, group, add up, divide. */
function naive(all: readonly Row[], { metrics, by, range, where }: Question) {
  const [from, to] = (range ?? []).toSorted()
  const kept = all.filter(
    (row) =>
      (from === undefined || to === undefined || (row.day >= from && row.day <= to)) &&
      where.every((one) => passes(row, one)),
  )
  const groups = Map.groupBy(kept, (row) => JSON.stringify(by.map((dimension) => keyOf(row, dimension))))
  const answered = [...groups].map(
    ([key, members]) => [key, metrics.map((metric) => evaluate(members, metric))] as const,
  )
  return { rows: new Map(answered), totals: metrics.map((metric) => evaluate(kept, metric)) }
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

function csv(all: readonly Row[]): string {
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

const MAP = [
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

function expectClose(
  found: readonly (number | null)[],
  expected: readonly (number | null)[],
  asked: Question,
): void {
  const about = JSON.stringify(asked)
  expect(
    found.map((value) => value === null),
    about,
  ).toEqual(expected.map((value) => value === null))
  for (const [index, value] of expected.entries()) {
    if (value !== null) expect(found[index], about).toBeCloseTo(value, 6)
  }
}

const numberOf = (cell: string | number | null | undefined) => (typeof cell === 'number' ? cell : null)

test('any question over any rows is answered as by plain arithmetic', { timeout: 120_000 }, async () => {
  let grouped = 0
  await fc.assert(
    fc.asyncProperty(rows, fc.array(question, { minLength: 8, maxLength: 8 }), async (all, questions) => {
      const project = await openProject('name: random\ncurrency: USD\n')
      try {
        const report = await project.importText('rows.csv', csv(all), { map: MAP, source: 'studio' })
        expect(report.rows.stored).toBe(all.length)
        for (const asked of questions) {
          const { metrics, by, range, where } = asked
          const [from, to] = (range ?? []).toSorted()
          const answer = await project.query({
            metrics,
            by,
            ...(from === undefined || to === undefined ? {} : { from, to }),
            where: where.map(({ dimension, operator, value }) => `${dimension} ${operator} "${value}"`),
          })
          const expected = naive(all, asked)
          const found = new Map(
            answer.rows.map((row) => [
              JSON.stringify(
                by.map((dimension) => row[dimension === 'campaign' ? 'campaign_key' : dimension] ?? null),
              ),
              metrics.map((metric) => numberOf(row[metric])),
            ]),
          )
          if (by.length > 0) {
            grouped += expected.rows.size
            expect([...found.keys()].toSorted()).toEqual([...expected.rows.keys()].toSorted())
            for (const [key, values] of expected.rows) expectClose(found.get(key) ?? [], values, asked)
          }
          expectClose(
            metrics.map((metric) => answer.totals[metric] ?? null),
            expected.totals,
            asked,
          )
        }
        const { rows: kept } = await project.project.own.warehouse.query(
          'SELECT sum(impressions) AS n FROM fact',
        )
        expect(kept[0]?.n).toBe(all.reduce((sum, { impressions }) => sum + impressions, 0))
      } finally {
        await project.remove()
      }
    }),
    { numRuns: 15, endOnFailure: true },
  )
  expect(grouped).toBeGreaterThan(50)
})
