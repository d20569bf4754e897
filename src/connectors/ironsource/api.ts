import type { ConnectorApi } from '#connectors/kit/api.ts'
import { readQuotedToken, tokenExchange } from '#connectors/kit/auth/token-exchange.ts'
import { accountOf } from '#connectors/kit/entered-terms.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { reports } from './exports/reports.ts'

const METRICS = ['impressions', 'clicks', 'completions', 'installs', 'spend']
/** Rows of one page; the API gives 250,000 at most. */
const PAGE = 10_000

const REQUIRED = ['day', 'campaign_id', 'impressions', 'installs', 'spend']

function report(
  id: string,
  label: string,
  breakdowns: readonly string[],
  rest: Pick<Stream, 'byDefault' | 'grain'>,
): Stream {
  return {
    id,
    label,
    ...rest,
    layout: { ...reports, signature: { ...reports.signature, required: REQUIRED } },
    refetchDays: 7,
    history: { days: 365 },
    daysPerRequest: 7,
    completeAfterHours: 6,
    fetch: ({ from, to, version }) => [
      {
        kind: 'pages',
        request: {
          url: `https://api.ironsrc.com/advertisers/${version}/reports`,
          query: {
            startDate: from,
            endDate: to,
            metrics: METRICS,
            breakdowns: ['day', ...breakdowns],
            format: 'json',
            count: PAGE,
          },
          answerWithinSeconds: 300,
        },
        paging: { kind: 'address', next: ({ json }) => textAt(json, 'paging', 'next') },
        decode: { kind: 'json', rows: (json) => rowsAt(json, 'data') },
      },
    ],
    row: (cells) => ({ ...cells, date: cells.date?.slice(0, 10) ?? null }),
  }
}

/** ironSource's advertiser reporting API. */
export const ironsourceApi: ConnectorApi = {
  fields: [
    {
      name: 'secretKey',
      label: 'Secret key',
      help: 'One half of the API credentials of the account.',
      where: 'ironSource platform › account menu › My account › Reporting API',
      secret: true,
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'The other half. Both are exchanged for a token that lasts an hour.',
      where: 'the same page',
      secret: true,
    },
  ],
  hosts: ['api.ironsrc.com', 'platform.ironsrc.com'],
  version: 'v4',
  auth: tokenExchange({
    issue: ({ secretKey = '', refreshToken = '' }) => ({
      url: 'https://platform.ironsrc.com/partners/publisher/auth',
      headers: { secretkey: secretKey, refreshToken },
    }),
    read: readQuotedToken,
  }),
  limits: [{ requests: 100, seconds: 60, basis: 'ironSource: 100 requests per minute for an endpoint' }],
  accounts: {
    kind: 'stated',
    of: (_fields, connection) => [accountOf(connection)],
  },
  streams: [
    report(
      'reports',
      'Campaigns and creatives by country and ad unit',
      ['campaign', 'title', 'creative', 'country', 'adUnit'],
      { byDefault: true, grain: ['app', 'campaign', 'creative', 'country', 'placement'] },
    ),
    report('sites', 'Source apps by campaign', ['campaign', 'title', 'application'], {
      byDefault: false,
      grain: ['app', 'campaign', 'site'],
    }),
  ],
}
