import {
  answerQuery,
  answerTouches,
  findMetric,
  type MetricAnswer,
  type MetricContext,
  type TouchAnswer,
  type TouchCounts,
  type TouchSite,
} from '#metrics/index.ts'
import { componentKey } from '#metrics/metric.ts'
import { ORGANIC } from '#schema/organic.ts'
import { DELAY_SEGMENTS, FRAUD_DEFAULTS, type Part, type SiteCell, type SiteEvidence } from '#stats/index.ts'
import { boundsOf, type FraudQuestion } from './fraud-question.ts'
import { ruleOf } from './site-rules.ts'

const PLACES = ['app', 'os', 'country']
const INSTALLS = 'event.install'
const RETENTION = 'retention_d1'

/** What is known of a site: its evidence, and what its delivery cost. */
export interface GatheredSite {
  readonly key: string
  readonly network: string
  readonly site: string | null
  readonly evidence: SiteEvidence
  readonly spend: number | null
  /** Installs the rates count, where they do; else those of the log. */
  readonly installs: number
}

export interface GatheredSites {
  readonly sites: readonly GatheredSite[]
  readonly answer: MetricAnswer
  readonly touches: TouchAnswer
  /** Whether any report tells delivery by site. */
  readonly hasDelivery: boolean
  readonly sql: readonly string[]
}

/** What the reports count of a site. */
interface SiteRates {
  readonly impressions: number | null
  readonly clicks: number | null
  readonly installs: number | null
  readonly spend: number | null
}

/** Users back on day 1 of those who installed, by site; empty where no report tells retention by site. */
async function retainedOf(
  question: FraudQuestion,
  context: MetricContext,
): Promise<{ readonly parts: ReadonlyMap<string, Part>; readonly sql: readonly string[] }> {
  const metric = findMetric(RETENTION, context.names)
  const isTold = context.catalogue.loads.some(({ kinds }) =>
    kinds.some(({ event, cohortDay }) => event === 'retained' && cohortDay === 1),
  )
  if (metric.kind !== 'ratio' || !isTold) return { parts: new Map(), sql: [] }
  const [above, below] = [componentKey(metric.numerator), componentKey(metric.denominator)]
  const answer = await answerQuery(
    { ...boundsOf(question), metrics: [RETENTION], by: [question.site], maturity: 'include' },
    context,
  )
  const parts = answer.rows.flatMap(({ keys: [site = null], parts: networks }) =>
    networks.flatMap(({ network, components, incomplete }) => {
      const [back, installs] = [components[above] ?? null, components[below] ?? null]
      if (back === null || installs === null || incomplete[above] !== undefined) return []
      // More users back than installed is no share: the two counts are of different users.
      if (!(installs > 0) || back > installs) return []
      return [[siteKey(network, site), { part: back, whole: installs }] as const]
    }),
  )
  return { parts: new Map(parts), sql: [answer.sql] }
}

export function siteKey(network: string, site: string | null): string {
  return JSON.stringify([network, site])
}

function ratesOf({ rows }: MetricAnswer): ReadonlyMap<string, SiteRates> {
  return new Map(
    rows.flatMap(({ keys: [site = null], parts }) =>
      parts.map(({ network, components }) => [
        siteKey(network, site),
        {
          impressions: components.impressions ?? null,
          clicks: components.clicks ?? null,
          installs: components[INSTALLS] ?? null,
          spend: components.spend ?? null,
        },
      ]),
    ),
  )
}

interface Placed {
  delays: TouchCounts | null
  hours: TouchCounts | null
}

/** Cells of every site, and of the small sites of each network together. */
function cellsOf({ delays, hours }: TouchAnswer): ReadonlyMap<string, readonly SiteCell[]> {
  const found = new Map<string, Map<string, Placed>>()
  const add = (counts: TouchCounts, kind: keyof Placed) => {
    const key = counts.isSmall ? smallKey(counts.network) : siteKey(counts.network, counts.site)
    const places = found.get(key) ?? new Map<string, Placed>()
    found.set(key, places)
    const place = JSON.stringify(counts.place)
    const known = places.get(place) ?? { delays: null, hours: null }
    places.set(place, { ...known, [kind]: counts })
  }
  for (const counts of delays) add(counts, 'delays')
  for (const counts of hours) add(counts, 'hours')
  return new Map([...found].map(([key, places]) => [key, [...places.values()].flatMap(cellOf)]))
}

function cellOf({ delays, hours }: Placed): readonly SiteCell[] {
  const place = (delays ?? hours)?.place
  if (place === undefined) return []
  const [app = '', os = '', country = ''] = place
  const byHour = new Array<number>(24).fill(0)
  hours?.values.forEach((hour, index) => {
    byHour[hour] = hours.counts[index] ?? 0
  })
  return [
    {
      places: [JSON.stringify([app, os, country]), JSON.stringify([app, os]), JSON.stringify([app])],
      delays: { bins: delays?.values ?? [], counts: delays?.counts ?? [] },
      hours: hours === null ? [] : byHour,
    },
  ]
}

/** No site's own key, which is a list. */
const smallKey = (network: string) => `small sites of ${network}`

const part = (count: number, whole: number): Part | null => (whole > 0 ? { part: count, whole } : null)

function touchEvidence(own: TouchSite | undefined) {
  if (own === undefined)
    return {
      deviceRepeats: null,
      addressRepeats: null,
      topDevice: null,
      commonDevice: null,
      disordered: null,
      rejected: null,
    }
  const { devices, addresses, models, disordered, timed, rejected, installs } = own
  return {
    deviceRepeats: part(devices.known - devices.different, devices.known),
    addressRepeats: part(addresses.known - addresses.different, addresses.known),
    topDevice:
      models === null
        ? null
        : {
            part: models.top,
            whole: models.known,
            others: { part: models.ofAll - models.top, whole: models.all - models.known },
            different: models.different,
          },
    commonDevice: models === null ? null : part(models.common, models.known),
    disordered: part(disordered, timed),
    rejected: part(rejected, installs + rejected),
  }
}

/** Installs of a network's sites that are too small to be judged, as a part of what others are compared with. */
function smallSites(
  cells: ReadonlyMap<string, readonly SiteCell[]>,
  networks: readonly string[],
): SiteEvidence[] {
  return networks.flatMap((network) => {
    const own = cells.get(smallKey(network))
    if (own === undefined) return []
    const installs = own.reduce((sum, { delays }) => sum + delays.counts.reduce((a, b) => a + b, 0), 0)
    return {
      ...touchEvidence(undefined),
      id: smallKey(network),
      network,
      installs,
      countsInstalls: true,
      clicks: null,
      impressions: null,
      cells: own,
      retained: null,
      isTrusted: false,
      isBaselineOnly: true,
      isWholeNetwork: false,
    }
  })
}

/** Asks what logs and reports tell of every site on every network. */
export async function gatherSites(
  question: FraudQuestion,
  context: MetricContext,
): Promise<GatheredSites & { readonly others: readonly SiteEvidence[] }> {
  const bounds = boundsOf(question)
  const answer = await answerQuery(
    {
      ...bounds,
      metrics: ['impressions', 'clicks', 'installs', 'spend'],
      by: [question.site],
      maturity: 'include',
      ...(question.basis === undefined ? {} : { basis: question.basis }),
    },
    context,
  )
  const least = FRAUD_DEFAULTS.leastInstalls
  const touches = await answerTouches(
    { ...bounds, site: question.site, places: PLACES, segments: DELAY_SEGMENTS, least },
    context,
  )
  const retained = await retainedOf(question, context)
  const rates = ratesOf(answer)
  const logged = new Map(touches.sites.map((own) => [siteKey(own.network, own.site), own]))
  const cells = cellsOf(touches)
  const named = new Map<string, { network: string; site: string | null }>()
  for (const own of touches.sites) named.set(siteKey(own.network, own.site), own)
  for (const { keys, parts } of answer.rows)
    for (const { network } of parts)
      named.set(siteKey(network, keys[0] ?? null), { network, site: keys[0] ?? null })
  const labelOf = (network: string) => context.catalogue.networkLabels.get(network) ?? network
  const sites = [...named].flatMap(([key, { network, site }]): GatheredSite[] => {
    if (network === ORGANIC) return []
    const own = logged.get(key)
    const rate = rates.get(key)
    // A log that tells no site is one site per network; a report that tells none is no site.
    if (own === undefined && site === null) return []
    const counted = own?.installs ?? 0
    const installs = rate?.installs ?? counted
    const clicks = rate?.clicks ?? null
    return [
      {
        key,
        network,
        site,
        installs,
        spend: rate?.spend ?? null,
        evidence: {
          ...touchEvidence(own),
          id: key,
          network,
          installs: Math.max(installs, counted),
          countsInstalls: own !== undefined || (rate?.installs ?? null) !== null,
          clicks: clicks === null && (own?.clicks ?? 0) > 0 ? (own?.clicks ?? null) : clicks,
          impressions: rate?.impressions ?? null,
          cells: cells.get(key) ?? [],
          retained: retained.parts.get(key) ?? null,
          isTrusted: ruleOf(question.rules, { network, networkLabel: labelOf(network), site }) === 'allow',
          isBaselineOnly: false,
          isWholeNetwork: site === null || question.site === 'network',
        },
      },
    ]
  })
  return {
    sites,
    others: smallSites(cells, [...new Set(touches.sites.map(({ network }) => network))]),
    answer,
    touches,
    sql: [answer.sql, ...touches.sql, ...retained.sql],
    hasDelivery: [...named].some(
      ([key, { site }]) => site !== null && (rates.get(key)?.impressions ?? null) !== null,
    ),
  }
}
