import type { ConnectorApi } from '#connectors/kit/api.ts'
import { basic } from '#connectors/kit/auth/static-key.ts'
import type { Cells } from '#connectors/kit/cells.ts'
import { accountOf } from '#connectors/kit/entered-terms.ts'
import type { JobState, Page } from '#connectors/kit/fetch.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import type { Enrichment, SliceContext, Stream } from '#connectors/kit/stream.ts'
import { addDays } from '#schema/day.ts'
import { report } from './exports/report.ts'

const BASE = 'https://data.liftoff.io/api/v1'
/** Lists come whole, however many ids are asked for. */
const ALL_AT_ONCE = 1_000_000

function stateOf({ json }: Page, id: string): JobState {
  const state = textAt(json, 'state')?.toLowerCase() ?? ''
  if (state === 'completed') return { kind: 'ready', id }
  return ['failed', 'cancelled'].includes(state) ? { kind: 'failed', said: state } : { kind: 'pending', id }
}

/** Names of ids, from the list of all objects of a kind. */
function namesOf(list: string, key: string, columns: (row: Cells) => Cells): Enrichment {
  return {
    id: list,
    key,
    batch: ALL_AT_ONCE,
    fetch: () => [
      {
        kind: 'pages',
        request: { url: `${BASE}/${list}` },
        paging: { kind: 'none' },
        decode: {
          kind: 'json',
          rows: (json) => (Array.isArray(json) ? rowsAt(json) : rowsAt(json, list)),
        },
      },
    ],
    entry: (row) => (row.id ? { id: row.id, columns: columns(row) } : null),
  }
}

const NAMES: readonly Enrichment[] = [
  namesOf('apps', 'app_id', ({ name = null, title = null }) => ({ app_name: name ?? title })),
  namesOf('campaigns', 'campaign_id', ({ name = null }) => ({ campaign_name: name })),
  namesOf(
    'creatives',
    'creative_id',
    ({ name = null, creative_type = null, full_html_preview_url = null }) => ({
      creative_name: name,
      creative_type,
      preview_url: full_html_preview_url,
    }),
  ),
]

function reportOf(
  id: string,
  label: string,
  groups: readonly string[],
  rest: Pick<Stream, 'byDefault' | 'grain' | 'enrich'>,
): Stream {
  const body = ({ from, to }: SliceContext) => ({
    start_time: from,
    // The end is not part of the report.
    end_time: addDays(to, 1),
    group_by: groups,
    timezone: 'UTC',
    format: 'csv',
    use_two_letter_country: true,
    remove_zero_rows: true,
  })
  return {
    id,
    label,
    ...rest,
    layout: {
      ...report,
      signature: { ...report.signature, required: ['day', 'impressions', 'installs', 'spend'] },
    },
    refetchDays: 30,
    history: { days: 365 },
    daysPerRequest: 7,
    completeAfterHours: 5,
    fetch: (context) => [
      {
        kind: 'job',
        create: { method: 'POST', url: `${BASE}/reports`, body: { json: body(context) } },
        created: (page) => {
          const made = textAt(page.json, 'id')
          return made === null ? { kind: 'failed', said: 'it names no report' } : stateOf(page, made)
        },
        poll: (made) => ({ url: `${BASE}/reports/${encodeURIComponent(made)}/status` }),
        polled: stateOf,
        everySeconds: 10,
        giveUpAfterSeconds: 3600,
        result: ({ id: made }) => ({
          kind: 'pages',
          request: { url: `${BASE}/reports/${encodeURIComponent(made)}/data`, answerWithinSeconds: 300 },
          paging: { kind: 'none' },
          decode: { kind: 'csv' },
        }),
      },
    ],
  }
}

/** Liftoff Accelerate's Reporting API. */
export const liftoffApi: ConnectorApi = {
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      help: 'The public half of the credentials.',
      where: 'from your account manager at Liftoff',
      secret: false,
    },
    {
      name: 'apiSecret',
      label: 'API secret',
      help: 'The secret half.',
      where: 'from your account manager at Liftoff',
      secret: true,
    },
  ],
  hosts: ['data.liftoff.io'],
  auth: basic(
    ({ apiKey = '' }) => apiKey,
    ({ apiSecret = '' }) => apiSecret,
  ),
  limits: [
    {
      requests: 20,
      seconds: 3600,
      only: /\/reports$/,
      basis: 'our own: Liftoff limits reports, and the figure is not public',
    },
    { requests: 2, seconds: 1, basis: 'our own: no figure is public' },
  ],
  accounts: {
    kind: 'stated',
    of: ({ apiKey = '' }) => [accountOf(apiKey)],
  },
  streams: [
    reportOf(
      'report',
      'Campaigns and creatives by country, with every event',
      ['apps', 'campaigns', 'creatives', 'country'],
      {
        byDefault: true,
        grain: ['app', 'campaign', 'creative', 'format', 'country'],
        enrich: NAMES,
      },
    ),
    reportOf('sites', 'Publishers by campaign', ['apps', 'campaigns', 'publisher'], {
      byDefault: false,
      grain: ['app', 'campaign', 'site'],
      enrich: NAMES.slice(0, 2),
    }),
  ],
}
