import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInHeader } from '#connectors/kit/auth/static-key.ts'
import { cellsOf } from '#connectors/kit/cells.ts'
import { accountOf, currencyField, zoneField } from '#connectors/kit/entered-terms.ts'
import { listOf } from '#connectors/kit/field-list.ts'
import { at, isObject, type Json, type JsonObject, rowsAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import { markTotal } from '#connectors/kit/stated-total.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { isoIn, startOfDay } from '#connectors/kit/zone.ts'
import { addDays, countDays } from '#schema/day.ts'
import { reportService } from './exports/report-service.ts'

const DIMENSIONS = [
  'day',
  'app',
  'os_name',
  'country_code',
  'partner_name',
  'campaign_network',
  'campaign_id_network',
  'adgroup_network',
  'adgroup_id_network',
  'creative_network',
  'creative_id_network',
]
const COUNTS = [
  'installs',
  'reattributions',
  'rejected_installs',
  'revenue',
  'network_impressions',
  'network_clicks',
  'network_installs',
  'network_cost',
]
const COHORT_DAYS = [0, 1, 3, 7, 14, 30]
const COHORTS = ['all_revenue_total', 'ad_revenue_total', 'retained_users'].flatMap((family) =>
  COHORT_DAYS.map((day) => `${family}_d${day}`),
)
/** Day 30 of an install is known 31 days after it. */
const REFETCH_DAYS = 32

/** Days by the offset their zone has at their start: Adjust takes offsets, and a zone's changes twice a year. */
function byOffset({
  account,
  from,
  to,
}: SliceContext): readonly { from: string; to: string; offset: string }[] {
  const spans: { from: string; to: string; offset: string }[] = []
  for (let place = 0; place < countDays(from, to); place++) {
    const day = addDays(from, place)
    const zone = account.zone ?? 'UTC'
    const offset = isoIn(zone, startOfDay(day, zone)).slice(19)
    const last = spans.at(-1)
    if (last?.offset === offset) last.to = day
    else spans.push({ from: day, to: day, offset })
  }
  return spans
}

/** Numbers beside the rows: what Adjust says they add up to. */
function statedTotal(json: Json): readonly JsonObject[] {
  const totals = at(json, 'totals')
  return isObject(totals) ? [markTotal(totals)] : []
}

function judge({ status, json, text }: JudgedAnswer): Problem | null {
  if (status !== 400 || !/app.?token|\bapps?\b/i.test(text)) return null
  return { kind: 'wrong_account', said: `400 ${saidIn({ json, text })}` }
}

function report(
  id: string,
  label: string,
  spec: Pick<Stream, 'byDefault' | 'grain'> & { dimensions: readonly string[]; metrics: readonly string[] },
): Stream {
  const { dimensions, metrics, ...rest } = spec
  return {
    id,
    label,
    ...rest,
    layout: {
      ...reportService,
      signature: { ...reportService.signature, required: ['day', 'network', 'installs'] },
    },
    refetchDays: REFETCH_DAYS,
    history: { days: 730 },
    daysPerRequest: 7,
    completeAfterHours: 6,
    fetch: (context) =>
      byOffset(context).map(({ from, to, offset }) => ({
        kind: 'pages',
        request: {
          url: 'https://automate.adjust.com/reports-service/report',
          query: {
            dimensions,
            metrics: [...metrics, ...listOf(context.fields.events).map((slug) => `${slug}_events`)],
            date_period: `${from}:${to}`,
            utc_offset: offset,
            currency: context.account.currency ?? undefined,
            app_token__in: listOf(context.account.more?.apps),
            // Every default that has changed before, or may.
            attribution_types: ['click', 'impression', 'engaged_ad'],
            attribution_source: 'dynamic',
            ad_spend_mode: 'network',
            cohort_maturity: 'immature',
            format_dates: false,
          },
          answerWithinSeconds: 660,
        },
        paging: { kind: 'none' },
        decode: {
          kind: 'json',
          rows: (json) => rowsAt(json, 'rows')?.concat(statedTotal(json)) ?? null,
          cells: ({ attr_dependency: _same, ...record }) => cellsOf(record),
        },
      })),
  }
}

/** Adjust's Report Service. */
export const adjustApi: ConnectorApi = {
  fields: [
    {
      name: 'token',
      label: 'API token',
      help: 'The token of a user who may see the apps.',
      where: 'Adjust › your name › Account settings › My profile › API token',
      secret: true,
    },
    {
      name: 'apps',
      label: 'App tokens',
      help: 'Apps to read, each as an account of its own; all in one where none is named.',
      where: 'Adjust › AppView › the app › below its name',
      secret: false,
      optional: true,
      example: 'abc123def456, ghi789jkl012',
    },
    zoneField({
      help: 'Zone the days are asked in; UTC where none is named.',
      where: 'the zone your reports are compared in',
      example: 'Europe/Berlin',
    }),
    currencyField({
      help: 'Currency the money is asked in; USD where none is named.',
      where: 'the three letters of ISO 4217',
      example: 'EUR',
    }),
    {
      name: 'events',
      label: 'In-app events',
      help: 'Events to count beside installs, by their slugs, separated by commas.',
      where: 'Adjust › the app › Events; the slug is the name in lower case with underscores',
      secret: false,
      optional: true,
      example: 'purchase, level_10',
    },
  ],
  hosts: ['automate.adjust.com'],
  auth: keyInHeader('authorization', ({ token = '' }) => `Bearer ${token}`),
  limits: [{ requests: 50, seconds: 1, basis: 'Adjust: 50 requests per second and address' }],
  judge,
  accounts: {
    kind: 'stated',
    of(fields, connection) {
      const named = listOf(fields.apps).map((app) => ({ ...accountOf(app, fields), more: { apps: app } }))
      return named.length > 0 ? named : [accountOf(connection, fields)]
    },
  },
  streams: [
    report('report', 'Installs, cost, cohort revenue and retention down to the creative', {
      byDefault: true,
      grain: ['app', 'os', 'network', 'campaign', 'ad_group', 'creative', 'country'],
      dimensions: DIMENSIONS,
      metrics: [...COUNTS, ...COHORTS],
    }),
    report('sites', 'Publishers by campaign', {
      byDefault: false,
      grain: ['app', 'os', 'network', 'campaign', 'site'],
      dimensions: [
        'day',
        'app',
        'os_name',
        'partner_name',
        'campaign_network',
        'campaign_id_network',
        'source_network',
        'source_id_network',
      ],
      metrics: COUNTS,
    }),
  ],
}
