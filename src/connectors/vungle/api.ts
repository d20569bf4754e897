import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInHeader } from '#connectors/kit/auth/static-key.ts'
import { accountOf } from '#connectors/kit/entered-terms.ts'
import { rowsAt } from '#connectors/kit/json.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { spend } from './exports/spend.ts'

const MEASURES = ['impressions', 'views', 'clicks', 'installs', 'spend']

function statistics(
  id: string,
  label: string,
  dimensions: readonly string[],
  measures: readonly string[],
  rest: Pick<Stream, 'byDefault' | 'grain'>,
): Stream {
  return {
    id,
    label,
    ...rest,
    layout: {
      ...spend,
      signature: { ...spend.signature, required: ['day', 'campaign', 'impressions', 'installs', 'spend'] },
    },
    refetchDays: 7,
    history: { days: 180 },
    daysPerRequest: 7,
    completeAfterHours: 8,
    fetch: ({ from, to, version }) => [
      {
        kind: 'pages',
        request: {
          url: 'https://report.api.vungle.com/ext/adv/reports/spend',
          query: { start: from, end: to, dimensions: ['date', ...dimensions], aggregates: measures },
          headers: { 'vungle-version': version, accept: 'application/json' },
          answerWithinSeconds: 300,
        },
        paging: { kind: 'none' },
        decode: { kind: 'json', rows: (json) => rowsAt(json) },
      },
    ],
  }
}

/** Vungle's Advertiser Reporting API 2.0. */
export const vungleApi: ConnectorApi = {
  fields: [
    {
      name: 'apiKey',
      label: 'Reporting API key',
      help: 'The key of the account for reports; the keys of the management API are others.',
      where: 'Vungle (Liftoff Direct) dashboard › Account › Reporting API key',
      secret: true,
    },
  ],
  hosts: ['report.api.vungle.com'],
  version: '1',
  auth: keyInHeader('authorization', ({ apiKey = '' }) => `Bearer ${apiKey}`),
  limits: [{ requests: 1, seconds: 1, basis: 'our own: Vungle publishes no figure for reports' }],
  accounts: {
    kind: 'stated',
    of: (_fields, connection) => [accountOf(connection)],
  },
  streams: [
    statistics(
      'campaigns',
      'Campaigns by country',
      ['application', 'campaign', 'country', 'platform'],
      MEASURES,
      {
        byDefault: true,
        grain: ['app', 'os', 'campaign', 'country'],
      },
    ),
    statistics(
      'creatives',
      'Creatives by country',
      ['application', 'campaign', 'creative', 'country', 'platform'],
      [...MEASURES, 'completes'],
      { byDefault: true, grain: ['app', 'os', 'campaign', 'creative', 'country'] },
    ),
    statistics(
      'sites',
      'Source apps by campaign',
      ['application', 'campaign', 'site', 'platform'],
      MEASURES,
      {
        byDefault: false,
        grain: ['app', 'os', 'campaign', 'site'],
      },
    ),
  ],
}
