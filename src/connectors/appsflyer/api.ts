import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInHeader } from '#connectors/kit/auth/static-key.ts'
import { accountOf } from '#connectors/kit/entered-terms.ts'
import { listOf } from '#connectors/kit/field-list.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import { master } from './exports/master.ts'

const BASE = 'https://hq1.appsflyer.com/api'
const GROUPINGS = [
  'install_time',
  'pid',
  'c',
  'af_c_id',
  'af_adset',
  'af_adset_id',
  'af_ad',
  'af_ad_id',
  'geo',
]
const KPIS = ['impressions', 'clicks', 'installs', 'cost', 'revenue', 'uninstalls']

/** AppsFlyer answers with plain sentences; quotas come as 400 and 403. */
function judge({ status, json, text }: JudgedAnswer): Problem | 'fine' | null {
  const said = `${status} ${saidIn({ json, text })}`
  if (/limit (has been )?reached/i.test(text)) return { kind: 'rate_limited', said, waitSeconds: 60 }
  if (status === 401 && /suspend/i.test(text)) return { kind: 'not_enabled', said }
  if (status === 403) return { kind: 'missing_permission', permission: 'an API token V2 for this app', said }
  if (status === 404)
    return { kind: 'wrong_account', said: `${said}; or the plan does not include the Master API` }
  return status === 416 ? { kind: 'window_too_large', said } : null
}

/** AppsFlyer's Master API: the aggregate that goes down to the ad. */
export const appsflyerApi: ConnectorApi = {
  fields: [
    {
      name: 'token',
      label: 'API token V2',
      help: 'Issued by an admin of the account; tokens from before 10 March 2026 were revoked.',
      where: 'AppsFlyer › account menu › Security center › AppsFlyer API tokens',
      secret: true,
    },
    {
      name: 'apps',
      label: 'App ids',
      help: 'Package names (Android) and ids with the letters id (iOS), separated by commas.',
      where: 'AppsFlyer › My apps, below each name',
      secret: false,
      pattern: /^\s*(id\d+|[A-Za-z][\w]*(\.[\w]+)+)(\s*,\s*(id\d+|[A-Za-z][\w]*(\.[\w]+)+))*\s*$/,
      example: 'id123456789, com.example.puzzle',
    },
    {
      name: 'events',
      label: 'In-app events',
      help: 'Events to count beside installs, as AppsFlyer calls them, separated by commas.',
      where: 'AppsFlyer › Overview › in-app events',
      secret: false,
      optional: true,
      example: 'af_purchase, af_complete_registration',
    },
  ],
  hosts: ['hq1.appsflyer.com'],
  auth: keyInHeader('authorization', ({ token = '' }) => `Bearer ${token}`),
  limits: [
    {
      requests: 1,
      seconds: 1,
      basis: 'our own: the Master API is published as unlimited; an older rule was 1 per minute and app',
    },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: ({ apps }) => listOf(apps).map((app) => ({ ...accountOf(app), app })),
  },
  streams: [
    {
      id: 'master',
      label: 'Installs, cost, revenue and events down to the ad',
      byDefault: true,
      grain: ['network', 'campaign', 'ad_group', 'ad', 'country'],
      layout: master,
      refetchDays: 35,
      history: { days: 180 },
      daysPerRequest: 7,
      completeAfterHours: 6,
      fetch: ({ account, from, to, fields: { events } }) => [
        {
          kind: 'pages',
          request: {
            url: `${BASE}/master-agg-data/v4/app/${encodeURIComponent(account.id)}`,
            query: {
              from,
              to,
              groupings: GROUPINGS,
              kpis: [
                ...KPIS,
                ...listOf(events).flatMap((name) => [
                  `event_counter_${name}`,
                  `unique_users_${name}`,
                  `sales_in_usd_${name}`,
                ]),
              ],
              currency: 'USD',
            },
            answerWithinSeconds: 300,
          },
          paging: { kind: 'none' },
          decode: { kind: 'csv' },
        },
      ],
    },
  ],
}
