import { answerQuery, type MetricContext } from '#metrics/index.ts'
import type { SurvivingWinners } from '#schema/answer/fraud-answer.ts'
import { isComputed, type RankedCreative, rankCreatives } from '#stats/index.ts'
import { gatherEvidence, type ObjectEvidence, UNNAMED } from '../evidence/gather-evidence.ts'
import { boundsOf, type FraudQuestion } from './fraud-question.ts'
import { siteKey } from './gather-sites.ts'

const INSTALLS = 'event.install'
const SHOWN = 20

/** Keys of sites by what was found of them. */
export interface FoundSites {
  readonly fraudulent: ReadonlySet<string>
  readonly suspicious: ReadonlySet<string>
  /** Sites with a verdict. */
  readonly judged: number
}

/** Share of a creative's installs on a network that sites of a set have. */
type Shares = (creative: string, network: string) => number

const nothing = (notComputed: string): SurvivingWinners => ({
  leader: { all: null, withoutFraudulent: null, withoutSuspicious: null },
  survives: null,
  rows: [],
  notComputed,
})

function rankWithout(objects: readonly ObjectEvidence[], share: Shares): ReadonlyMap<string, RankedCreative> {
  const creatives = objects.map(({ key, parts }) => ({
    id: key,
    cells: parts.map(({ network, impressions, conversions, daily }) => {
      const kept = 1 - share(key, network)
      const days = {
        day: daily.day,
        exposure: daily.impressions,
        conversions: daily.conversions.map((count) => count * kept),
      }
      return {
        stratum: network,
        exposure: impressions,
        conversions: conversions * kept,
        ...(daily.day.length < 2 ? {} : { days }),
      }
    }),
  }))
  return new Map(rankCreatives({ creatives, repeatable: false }).creatives.map((own) => [own.id, own]))
}

function rate(own: RankedCreative | undefined): number | null {
  return own !== undefined && isComputed(own.rate) ? 1000 * own.rate : null
}

/** Decisions about creatives as they are, without fraudulent sites, and without suspicious ones too; impressions stay. */
export async function survivingWinners(
  question: FraudQuestion,
  found: FoundSites,
  context: MetricContext,
): Promise<{ readonly winners: SurvivingWinners; readonly sql: readonly string[] }> {
  if (found.fraudulent.size + found.suspicious.size === 0)
    return {
      winners: nothing(
        found.judged === 0
          ? 'no site could be judged, so nobody knows whether they survive'
          : 'no site is fraudulent or suspicious, so every decision stays',
      ),
      sql: [],
    }
  const placed = await answerQuery(
    { ...boundsOf(question), metrics: ['installs'], by: ['creative', question.site], maturity: 'include' },
    context,
  )
  const counts = new Map<string, { all: number; fraudulent: number; suspicious: number }>()
  let isPlaced = false
  for (const { keys, parts } of placed.rows) {
    const [creative = null, site = null] = keys
    if (creative === null) continue
    if (site !== null) isPlaced = true
    for (const { network, components } of parts) {
      const installs = components[INSTALLS] ?? 0
      const key = JSON.stringify([creative, network])
      const known = counts.get(key) ?? { all: 0, fraudulent: 0, suspicious: 0 }
      const own = siteKey(network, site)
      counts.set(key, {
        all: known.all + installs,
        fraudulent: known.fraudulent + (found.fraudulent.has(own) ? installs : 0),
        suspicious: known.suspicious + (found.suspicious.has(own) ? installs : 0),
      })
    }
  }
  const sql = [placed.sql]
  if (!isPlaced)
    return { winners: nothing('no report or log tells installs by creative and site together'), sql }
  const evidence = await gatherEvidence(
    { ...boundsOf(question), by: 'creative', event: 'install', maturity: 'mature' },
    context,
  )
  const objects = evidence.objects.filter(({ key, parts }) => key !== UNNAMED.key && parts.length > 0)
  if (objects.length < 2)
    return {
      winners: nothing('fewer than two creatives have impressions and installs'),
      sql: [...sql, ...evidence.sql],
    }
  const share =
    (read: (own: { fraudulent: number; suspicious: number }) => number): Shares =>
    (creative, network) => {
      const own = counts.get(JSON.stringify([creative, network]))
      return own === undefined || own.all === 0 ? 0 : Math.min(1, read(own) / own.all)
    }
  const ways = {
    all: rankWithout(objects, () => 0),
    withoutFraudulent: rankWithout(
      objects,
      share(({ fraudulent }) => fraudulent),
    ),
    withoutSuspicious: rankWithout(
      objects,
      share((own) => own.fraudulent + own.suspicious),
    ),
  }
  const threeWays = <T>(read: (ranked: ReadonlyMap<string, RankedCreative>) => T) => ({
    all: read(ways.all),
    withoutFraudulent: read(ways.withoutFraudulent),
    withoutSuspicious: read(ways.withoutSuspicious),
  })
  const leader = threeWays((ranked) => [...ranked.values()].find((own) => own.rank === 1)?.id ?? null)
  const rows = objects
    .map(({ key, name }) => ({
      key,
      name,
      rank: threeWays((ranked) => ranked.get(key)?.rank ?? null),
      perMille: threeWays((ranked) => rate(ranked.get(key))),
      decision: threeWays((ranked) => ranked.get(key)?.decision ?? null),
    }))
    .toSorted((a, b) => (a.rank.all ?? Number.MAX_SAFE_INTEGER) - (b.rank.all ?? Number.MAX_SAFE_INTEGER))
  const isLeader = ({ key }: { key: string }) => Object.values(leader).includes(key)
  return {
    winners: {
      leader,
      survives:
        leader.all !== null &&
        leader.all === leader.withoutFraudulent &&
        leader.all === leader.withoutSuspicious,
      rows: rows.filter((row, index) => index < SHOWN || isLeader(row)),
      notComputed: null,
    },
    sql: [...sql, ...evidence.sql],
  }
}
