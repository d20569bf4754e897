import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauth1 } from '#connectors/kit/auth/oauth1.ts'
import type { Fetch } from '#connectors/kit/fetch.ts'
import { objectsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { ParentContext, Stream } from '#connectors/kit/stream.ts'
import { knownZone } from '#connectors/kit/zone.ts'
import { stats } from './exports/stats.ts'
import { base, listed, names } from './names.ts'
import { preparedStatistics, statistics } from './statistics.ts'

/** Most posts of one request for statistics. */
const POSTS = 20
/** Both carry promoted posts; each has to be asked for by itself. */
const PLACEMENTS = ['ALL_ON_TWITTER', 'PUBLISHER_NETWORK']

const NOT_ENABLED = /UNAUTHORIZED_CLIENT_APPLICATION|CLIENT_NOT_PERMITTED|UNREGISTERED_CLIENT/

function posts(
  stream: Pick<Stream, 'id' | 'label' | 'byDefault' | 'daysPerRequest'>,
  fetch: (context: ParentContext, placement: string) => Fetch,
  more: readonly 'country'[] = [],
): Stream {
  return {
    ...stream,
    grain: ['campaign', 'ad_group', 'ad', 'creative', 'placement', ...more],
    layout: stats,
    enrich: names,
    refetchDays: 30,
    history: { days: 730 },
    completeAfterHours: 4,
    fetch: () => [],
    parents: {
      batch: POSTS,
      fetch: (context) => [listed(`${base(context)}/promoted_tweets`)],
      id: ({ id }) => id ?? null,
      fetchOf: (context) => PLACEMENTS.map((placement) => fetch(context, placement)),
    },
  }
}

function judge({ status, json, text }: JudgedAnswer): Problem | null {
  // A prepared file lives for two days; those of X are never JSON.
  if ([404, 410].includes(status) && json === undefined) return { kind: 'job_expired', said: String(status) }
  const codes = objectsAt(json, 'errors').map((error) => textAt(error, 'code') ?? '')
  if (codes.length === 0) return null
  const said = `${codes.join(', ')} ${saidIn({ json, text })}`
  if (codes.some((code) => NOT_ENABLED.test(code))) return { kind: 'not_enabled', said }
  return status >= 200 && status < 300 ? { kind: 'bad_request', said } : null
}

/** The X Ads API: daily series of promoted posts, twenty at a time, at once or prepared. */
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
  hosts: ['ads-api.x.com', 'ton.twimg.com'],
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
      basis: 'X: 250 requests for statistics per 15 minutes and user',
      only: /\/stats\/accounts\//,
    },
    {
      requests: 2000,
      seconds: 900,
      basis: 'X: 10,000 requests for lists and 2,000 for others per 15 minutes and account',
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
    posts(
      { id: 'posts', label: 'Promoted posts by placement', byDefault: true, daysPerRequest: 7 },
      statistics,
    ),
    posts(
      {
        id: 'prepared-posts',
        label: 'Promoted posts by placement, prepared by X for many days at once',
        byDefault: false,
        daysPerRequest: 90,
      },
      preparedStatistics,
    ),
    posts(
      {
        id: 'countries',
        label: 'Promoted posts by placement and country',
        byDefault: false,
        daysPerRequest: 45,
      },
      (context, placement) => preparedStatistics(context, placement, 'LOCATIONS'),
      ['country'],
    ),
  ],
}
