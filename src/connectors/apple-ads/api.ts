import type { ConnectorApi } from '#connectors/kit/api.ts'
import { es256Client } from '#connectors/kit/auth/es256-client.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import { at, rowsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { platformReport } from './exports/platform-report.ts'
import { dailyRows, type Level } from './report-rows.ts'

const HOST = 'api.ads.apple.com'
const PAGE = 1000
const FEW_LEFT = 5

/** A report by day and country; every one below campaigns has to be asked for campaign by campaign. */
function report(
  { account, from, to, version }: SliceContext,
  path: string,
  level: Level,
  campaign: string | null,
): PagedFetch {
  const filters = campaign === null ? [] : [{ field: 'campaignId', operator: 'EQUALS', value: campaign }]
  const body = (offset: number) => ({
    json: {
      pagination: { offset, pageSize: PAGE },
      filters,
      groupBy: ['countryOrRegion'],
      timeRange: { start: from, end: to, timeZone: 'UTC', granularity: 'DAILY' },
    },
  })
  return {
    kind: 'pages',
    request: {
      method: 'POST',
      url: `https://${HOST}/${version}/reports/apps/${path}/query`,
      headers: { 'x-ap-context': `adAccountId=${account.id}` },
      answerWithinSeconds: 180,
    },
    paging: {
      kind: 'offset',
      apply: (request, offset) => ({ ...request, body: body(offset) }),
      total: ({ json }) => {
        const total = textAt(json, 'pagination', 'totalCount')
        return total === null ? null : Number(total)
      },
    },
    decode: { kind: 'json', rows: (json) => rowsAt(json, 'result', 'rows'), cells: dailyRows(level) },
  }
}

type Told = Pick<Stream, 'id' | 'label' | 'byDefault' | 'grain'>

const COMMON = {
  layout: platformReport,
  refetchDays: 30,
  // One day less than Apple's 90, since a single day is asked for with the one before it.
  history: { days: 89 },
  daysPerRequest: 30,
  // A day alone is answered without its date.
  leastDays: 2,
  completeAfterHours: 6,
} satisfies Partial<Stream>

/** Days before those wanted come along where a single one may not be asked for. */
const onlyWanted: NonNullable<Stream['row']> = (cells, { from }) => ((cells.date ?? '') < from ? null : cells)

function belowCampaigns(told: Told, path: string, level: Level): Stream {
  return {
    ...told,
    ...COMMON,
    row: onlyWanted,
    fetch: () => [],
    parents: {
      batch: 1,
      fetch: (context) => [report(context, 'campaigns', 'campaign', null)],
      id: ({ campaignId }) => campaignId ?? null,
      fetchOf: ({ parents, ...context }) => parents.map((campaign) => report(context, path, level, campaign)),
    },
  }
}

function judge({ status, json, text }: JudgedAnswer): Problem | null {
  const error = at(json, 'error')
  const isFine = status >= 200 && status < 300
  if (isFine && error !== undefined && error !== null)
    return { kind: 'bad_request', said: saidIn({ json, text }) }
  if (status !== 403) return null
  return {
    kind: 'missing_permission',
    permission: 'API Account Read Only (or Manager) on the account',
    said: `403 ${saidIn({ json, text })}`,
  }
}

/** The Apple Ads Platform API, which takes the place of Campaign Management API v5 in January 2027. */
export const appleAdsApi: ConnectorApi = {
  fields: [
    {
      name: 'clientId',
      label: 'Client ID',
      help: 'Shown once the public key was uploaded; begins with SEARCHADS.',
      where: 'app.searchads.apple.com › Account settings › API',
      secret: false,
      pattern: /^\s*\S+\s*$/,
      example: 'SEARCHADS.27478e71-3bb0-4588-998c-182e2b405577',
    },
    {
      name: 'teamId',
      label: 'Team ID',
      help: 'Shown beside the client ID; often the same text.',
      where: 'the same page',
      secret: false,
    },
    {
      name: 'keyId',
      label: 'Key ID',
      help: 'Shown beside the client ID.',
      where: 'the same page',
      secret: false,
    },
    {
      name: 'privateKey',
      label: 'Private key',
      help: 'The other half of the uploaded key, as PKCS #8 (BEGIN PRIVATE KEY). It never leaves this machine.',
      where: 'made by you: openssl ecparam -genkey -name prime256v1 -noout | openssl pkcs8 -topk8 -nocrypt',
      secret: true,
    },
  ],
  hosts: [HOST, 'appleid.apple.com'],
  version: 'v1',
  auth: es256Client({
    url: 'https://appleid.apple.com/auth/oauth2/token',
    audience: 'https://appleid.apple.com',
    scope: 'searchadsorg',
    clientId: ({ clientId = '' }) => clientId.trim(),
    issuer: ({ teamId = '' }) => teamId.trim(),
    keyId: ({ keyId = '' }) => keyId.trim(),
    privateKey: ({ privateKey = '' }) => privateKey,
    lifetime: 3600,
  }),
  limits: [
    {
      requests: 5,
      seconds: 1,
      basis: 'our own: Apple tells what is left in each answer (RateLimit-Remaining), and no fixed figure',
    },
  ],
  backOff: {
    reset: { header: 'ratelimit-reset', unit: 'seconds' },
    pause: (headers) => {
      const left = Number(headers['ratelimit-remaining'] ?? Number.NaN)
      const seconds = Number(headers['ratelimit-reset'] ?? Number.NaN)
      return left < FEW_LEFT && seconds > 0 ? seconds : 0
    },
  },
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ version }) => [
      {
        kind: 'pages',
        request: { url: `https://${HOST}/${version}/acls` },
        paging: { kind: 'none' },
        decode: { kind: 'json', rows: (json) => rowsAt(json, 'result', 'acls') },
      },
    ],
    account: (row) => {
      const id = row['adAccount.id']
      return id
        ? {
            id,
            name: row['adAccount.name'] ?? null,
            // The zone asked for; amounts name their currency.
            zone: 'UTC',
            currency: null,
          }
        : null
    },
  },
  streams: [
    {
      id: 'campaigns',
      label: 'Campaigns by country',
      byDefault: true,
      grain: ['app', 'os', 'campaign', 'country'],
      ...COMMON,
      row: onlyWanted,
      fetch: (context) => [report(context, 'campaigns', 'campaign', null)],
    },
    belowCampaigns(
      {
        id: 'ads',
        label: 'Ads (product pages) by country',
        byDefault: true,
        grain: ['app', 'os', 'campaign', 'ad_group', 'ad', 'creative', 'store_page', 'country'],
      },
      'ads',
      'ad',
    ),
    belowCampaigns(
      {
        id: 'ad-groups',
        label: 'Ad groups by country, with their names',
        byDefault: true,
        grain: ['app', 'os', 'campaign', 'ad_group', 'country'],
      },
      'adgroups',
      'adGroup',
    ),
    belowCampaigns(
      {
        id: 'keywords',
        label: 'Keywords by country',
        byDefault: false,
        grain: ['app', 'os', 'campaign', 'ad_group', 'country'],
      },
      'keywords',
      'keyword',
    ),
  ],
}
