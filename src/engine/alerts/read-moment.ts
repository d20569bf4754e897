import { CONNECTORS } from '#connectors/index.ts'
import { dayIn } from '#connectors/kit/zone.ts'
import type { Ask, Moment, Silent } from '#notify/rules/rule.ts'
import type { Freshness } from '#schema/answer/freshness.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import { addDays, countDays, type Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'

/** Whoever has reported nothing for longer has been given up, and is no news. */
const GIVEN_UP_AFTER = 28
/** Missing days that are named; of more, how many. */
const MOST_NAMED = 5

interface Reporter {
  readonly key: string
  readonly label: string
  readonly days: readonly Day[]
}

interface Asked {
  readonly ask: Ask
  readonly now: Date
  readonly timezone: string
  readonly matureAfter: number
  /** Days without a new complete day after which data is stale. */
  readonly staleAfter: number
  readonly freshness: Freshness
  readonly hasRows: boolean
}

/** Networks of the last four weeks with the days they reported, oldest first. */
async function readNetworks(ask: Ask): Promise<readonly Reporter[]> {
  const input = { metrics: 'impressions,conversions', by: 'network,day', last: '28d', maturity: 'include' }
  try {
    const { rows } = await ask({ operation: 'query', input, answer: QueryAnswer })
    const told = rows.filter((row) => row.network_key !== null && row.day !== null)
    return [...Map.groupBy(told, (row) => String(row.network_key))].map(([key, own]) => ({
      key,
      label: String(own[0]?.network ?? key),
      days: own.map((row) => String(row.day)).toSorted(),
    }))
  } catch (error) {
    if (error instanceof PermilleError) return []
    throw error
  }
}

function silentOf(
  {
    key,
    label,
    last,
  }: { readonly key: string; readonly label: string; readonly last: Day | undefined | null },
  { today, newest, staleAfter }: { readonly today: Day; readonly newest: Day; readonly staleAfter: number },
): Silent[] {
  if (last === undefined || last === null || last > today) return []
  const days = countDays(last, today) - 1
  const isBehind = last < addDays(newest, -1)
  return isBehind && days > staleAfter && days <= GIVEN_UP_AFTER ? [{ key, label, last, days }] : []
}

function missingNotes(networks: readonly Reporter[]): Note[] {
  return networks.flatMap(({ label, days }) => {
    const [first, last] = [days[0], days.at(-1)]
    if (first === undefined || last === undefined) return []
    const known = new Set(days)
    const span = Array.from({ length: countDays(first, last) }, (_, index) => addDays(first, index))
    const missing = span.filter((day) => !known.has(day))
    if (missing.length === 0) return []
    const named = missing.slice(0, MOST_NAMED).join(', ')
    const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : ''
    return [
      {
        code: 'missing_days',
        severity: 'info' as const,
        message: `${label} has no rows for ${named}${more}; nothing is concluded from days that are not there.`,
      },
    ]
  })
}

/** What is known of the data as a whole: how new it is, and who has stopped reporting. */
export async function readMoment(
  asked: Asked,
): Promise<{ readonly moment: Moment; readonly notes: readonly Note[] }> {
  const { ask, now, timezone, staleAfter, freshness, hasRows, matureAfter } = asked
  const today = dayIn(timezone, now)
  const newest = freshness.newestCompleteDay
  const bare = {
    today,
    hasRows,
    freshness,
    matureAfter,
    silentNetworks: [],
    immatureNetworks: [],
    silentSources: [],
  }
  if (!hasRows) return { moment: { ...bare, whyStale: null, whyHeld: null }, notes: [] }
  if (newest === null) {
    const why = 'no row carries a day'
    return { moment: { ...bare, whyStale: why, whyHeld: why }, notes: [] }
  }
  const age = countDays(newest, today) - 1
  if (newest < today && age > staleAfter) {
    const why = `the newest complete day is ${newest}, ${age} days ago`
    return { moment: { ...bare, whyStale: why, whyHeld: why }, notes: [] }
  }
  const networks = await readNetworks(ask)
  const { sources } = await ask({ operation: 'sources', input: {}, answer: SourcesAnswer })
  const place = { today, newest, staleAfter }
  const silentNetworks = networks.flatMap(({ days, ...one }) =>
    silentOf({ ...one, last: days.at(-1) }, place),
  )
  const immatureNetworks = networks.filter(
    ({ days: [first] }) => first !== undefined && first > addDays(newest, -matureAfter),
  )
  const silentSources = sources.flatMap(({ source, label, to }) =>
    silentOf({ key: source, label, last: to }, place),
  )
  const mmps = new Set(CONNECTORS.filter(({ kind }) => kind === 'mmp').map(({ source }) => source))
  const silentMmp = silentSources.find(({ key }) => mmps.has(key))
  const whyHeld =
    silentMmp === undefined
      ? null
      : `${silentMmp.label} has reported no outcomes since ${silentMmp.last}: rates of newer days would be too low`
  return {
    moment: { ...bare, silentNetworks, immatureNetworks, silentSources, whyStale: null, whyHeld },
    notes: missingNotes(networks),
  }
}
