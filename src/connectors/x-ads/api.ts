import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauth1 } from '#connectors/kit/auth/oauth1.ts'
import { objectsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { ParentContext } from '#connectors/kit/stream.ts'
import { knownZone, startOfDay } from '#connectors/kit/zone.ts'
import { addDays } from '#schema/day.ts'
import { stats } from './exports/stats.ts'
import { base, listed, names } from './names.ts'
import { seriesRows } from './series.ts'

/** Most posts of one request for statistics. */
const POSTS = 20
/** Both carry promoted posts; each has to be asked for by itself. */
const PLACEMENTS = ['ALL_ON_TWITTER', 'PUBLISHER_NETWORK']
const GROUPS = ['ENGAGEMENT', 'BILLING', 'VIDEO', 'MOBILE_CONVERSION']

function statistics(context: ParentContext, placement: string) {
  const { account, from, to, parents } = context
  const zone = account.zone ?? 'UTC'
  const midnight = (day: string) => `${startOfDay(day, zone).toISOString().slice(0, 19)}Z`
  return {
    kind: 'pages' as const,
    request: {
      url: `https://ads-api.x.com/${context.version}/stats/accounts/${encodeURIComponent(account.id)}`,
      query: {
        entity: 'PROMOTED_TWEET',
        entity_ids: parents,
        start_time: midnight(from),
        end_time: midnight(addDays(to, 1)),
        granularity: 'DAY',
        placement,
        metric_groups: GROUPS,
      },
      answerWithinSeconds: 120,
    },
    paging: { kind: 'none' as const },
    decode: seriesRows(from, placement),
  }
}

const NOT_ENABLED = /UNAUTHORIZED_CLIENT_APPLICATION|CLIENT_NOT_PERMITTED|UNREGISTERED_CLIENT/

function judge({ status, json, text }: JudgedAnswer): Problem | null {
  const codes = objectsAt(json, 'errors').map((error) => textAt(error, 'code') ?? '')
  if (codes.length === 0) return null
  const said = `${codes.join(', ')} ${saidIn({ json, text })}`
  if (codes.some((code) => NOT_ENABLED.test(code))) return { kind: 'not_enabled', said }
  return status >= 200 && status < 300 ? { kind: 'bad_request', said } : null
}

/** The X Ads API: daily series of promoted posts, twenty at a time. */
export const xAdsApi: ConnectorApi = {
  fields: [
    {
      name: 'consumerKey',
      label: 'API key',
      help: 'The consumer key of an app that X approved for the Ads API.',
      where: 'developer.x.com › your app › Keys and tokens',
      secret: true,
    },
    {
      name: 'consumerSecret',
      label: 'API key secret',
      help: 'Beside the API key.',
      where: 'the same page',
      secret: true,
    },
    {
      name: 'accessToken',
      label: 'Access token',
      help: 'Of a user with access to the ads account; it does not end.',
      where: 'the same page, or the three steps of OAuth 1.0a for another user',
      secret: true,
    },
    {
      name: 'accessTokenSecret',
      label: 'Access token secret',
      help: 'Beside the access token.',
      where: 'the same page',
      secret: true,
    },
  ],
  hosts: ['ads-api.x.com'],
  version: '12',
  auth: oauth1(({ consumerKey = '', consumerSecret = '', accessToken = '', accessTokenSecret = '' }) => ({
    consumerKey,
    consumerSecret,
    token: accessToken,
    tokenSecret: accessTokenSecret,
  })),
  limits: [
    {
      requests: 250,
      seconds: 900,
      basis: 'X: 250 requests for statistics per 15 minutes and user; lists allow 10,000',
    },
  ],
  backOff: { reset: { header: ['x-account-rate-limit-reset', 'x-rate-limit-reset'], unit: 'epoch' } },
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ version }) => [listed(`https://ads-api.x.com/${version}/accounts`)],
    account: ({ id, name = null, timezone }) =>
      id ? { id, name, zone: knownZone(timezone), currency: null } : null,
  },
  streams: [
    {
      id: 'posts',
      label: 'Promoted posts by placement',
      byDefault: true,
      grain: ['campaign', 'ad_group', 'ad', 'creative', 'placement'],
      layout: stats,
      enrich: names,
      refetchDays: 30,
      history: { days: 730 },
      daysPerRequest: 7,
      completeAfterHours: 4,
      fetch: () => [],
      parents: {
        batch: POSTS,
        fetch: (context) => [listed(`${base(context)}/promoted_tweets`)],
        id: ({ id }) => id ?? null,
        fetchOf: (context) => PLACEMENTS.map((placement) => statistics(context, placement)),
      },
    },
  ],
}
