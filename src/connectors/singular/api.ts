import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInHeader } from '#connectors/kit/auth/static-key.ts'
import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { accountOf, currencyField, zoneField } from '#connectors/kit/entered-terms.ts'
import { expiredLink } from '#connectors/kit/expired-link.ts'
import type { Fetch, JobState, Page } from '#connectors/kit/fetch.ts'
import { type JsonObject, rowsAt, textAt } from '#connectors/kit/json.ts'
import { preparedReport } from '#connectors/kit/prepared-report.ts'
import type { JudgedAnswer, Problem } from '#connectors/kit/problem.ts'
import type { SliceContext } from '#connectors/kit/stream.ts'
import { report } from './exports/report.ts'

const BASE = 'https://api.singular.net/api'
const DIMENSIONS = [
  'app',
  'source',
  'os',
  'country_field',
  'adn_account_name',
  'unified_campaign_id',
  'unified_campaign_name',
  'sub_campaign_id',
  'sub_campaign_name',
  'creative_id',
  'creative_name',
  'creative_type',
  'creative_url',
  'creative_image',
]
const METRICS = [
  'adn_impressions',
  'adn_clicks',
  'adn_installs',
  'adn_cost',
  'tracker_installs',
  'rejected_tracker_installs',
  'video_views',
  'video_views_25pct',
  'video_views_50pct',
  'video_views_75pct',
  'completed_video_views',
]

function stateOf({ json }: Page, id: string): JobState {
  const status = textAt(json, 'value', 'status')?.toUpperCase() ?? ''
  const address = textAt(json, 'value', 'download_url')
  if (status === 'DONE' && address !== null) return { kind: 'ready', id, address }
  return status === 'FAILED' ? { kind: 'failed', said: 'FAILED' } : { kind: 'pending', id }
}

/** `"revenue": { "7d": 2 }` as `revenue_7d`, the name its CSV has; the day of a row that is about one. */
function cellsOfRow({ start_date, end_date, ...record }: JsonObject): Cells {
  const cells = Object.fromEntries(
    Object.entries(cellsOf(record)).map(([name, cell]) => [name.replace('.', '_'), cell]),
  )
  const isDay = start_date === end_date && typeof start_date === 'string'
  return { ...(isDay ? { date: start_date } : cellsOf({ start_date, end_date })), ...cells }
}

function reportOf({ from, to }: SliceContext): Fetch {
  const create = {
    start_date: from,
    end_date: to,
    dimensions: DIMENSIONS.join(','),
    metrics: METRICS.join(','),
    cohort_metrics: 'revenue,ad_revenue,retained_users',
    cohort_periods: '1d,3d,7d,14d,30d',
    time_breakdown: 'day',
    country_code_format: 'iso',
    format: 'json',
    display_alignment: 'true',
  }
  return {
    kind: 'job',
    create: { method: 'POST', url: `${BASE}/v2.0/create_async_report`, body: { form: create } },
    created: ({ json }) => {
      const id = textAt(json, 'value', 'report_id')
      return id === null ? { kind: 'failed', said: 'it names no report' } : { kind: 'pending', id }
    },
    poll: (id) => ({ url: `${BASE}/v2.0/get_report_status`, query: { report_id: id } }),
    polled: stateOf,
    everySeconds: 10,
    giveUpAfterSeconds: 3600,
    result: preparedReport({
      kind: 'json',
      rows: (json) => rowsAt(json, 'results'),
      cells: cellsOfRow,
    }),
  }
}

/** Singular says what is wrong inside 200, with `status: 1`. */
function judge({ status, json, text }: JudgedAnswer): Problem | null {
  const expired = expiredLink({ status, text })
  if (expired !== null || status >= 500) return expired
  const value = textAt(json, 'value')
  if (textAt(json, 'status') !== '1') return null
  const said = `${status} ${value ?? ''}`.trim()
  if (status === 429 || /too many/i.test(said)) return { kind: 'rate_limited', said }
  if (status === 401 || /api.?key|unauthori[sz]ed/i.test(said)) return { kind: 'wrong_key', said }
  if (status === 403 || /permission|view.?only|not allowed/i.test(said)) {
    return { kind: 'missing_permission', permission: 'a user who may do more than view', said }
  }
  return { kind: /\b(rows|records|limit)\b/i.test(said) ? 'window_too_large' : 'bad_request', said }
}

/** Singular's Reporting API. */
export const singularApi: ConnectorApi = {
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      help: 'The reporting key of the organisation.',
      where: 'Singular › Developer tools › API keys',
      secret: true,
    },
    zoneField({
      help: 'Zone of the organisation, in which its days are; UTC where none is named.',
      where: 'Singular › Settings › Organization',
      example: 'America/Los_Angeles',
    }),
    currencyField({
      help: 'Currency of the organisation; USD where none is named.',
      where: 'the same page',
      example: 'EUR',
    }),
  ],
  hosts: ['api.singular.net', '*.singular.net', '*.amazonaws.com'],
  auth: keyInHeader('authorization', ({ apiKey = '' }) => apiKey),
  limits: [
    {
      requests: 5,
      seconds: 1,
      basis: 'our own: Singular limits 100 reports at once and 3,000,000 rows a day, not requests',
    },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: (fields, connection) => [accountOf(connection, fields)],
  },
  streams: [
    {
      id: 'report',
      label: 'Network and tracker numbers down to the creative, cohorts to day 30',
      byDefault: true,
      grain: ['network', 'app', 'os', 'campaign', 'ad_group', 'creative', 'format', 'country'],
      layout: { ...report, signature: { ...report.signature, required: ['day', 'network', 'installs'] } },
      refetchDays: 32,
      history: { days: 365 },
      daysPerRequest: 7,
      completeAfterHours: 8,
      fetch: (context) => [reportOf(context)],
      // The row that makes creatives add up to their campaign is nobody's creative.
      row: (cells) =>
        /alignment/i.test(cells.creative_name ?? '')
          ? { ...cells, creative_name: null, creative_id: null }
          : cells,
    },
  ],
}
