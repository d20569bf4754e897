import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInBody } from '#connectors/kit/auth/static-key.ts'
import { cellsOf } from '#connectors/kit/cells.ts'
import { accountOf, zoneField } from '#connectors/kit/entered-terms.ts'
import { isObject, objectsAt, rowsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { dayIn } from '#connectors/kit/zone.ts'
import { addDays } from '#schema/day.ts'
import { queryLayout } from './exports/query.ts'

const PAGE = 1000
const TOUCH = 'last_attributed_touch_data_tilde_'
const OBJECTS = [
  'advertising_partner_name',
  'campaign',
  'campaign_id',
  'ad_set_name',
  'ad_name',
  'ad_id',
  'creative_name',
  'creative_id',
].map((name) => `${TOUCH}${name}`)
const OS = 'user_data_os'
const COUNTRY = 'user_data_geo_country_code'

/** Branch names the seconds to wait in a sentence. */
function judge({ status, json, text }: JudgedAnswer): Problem | null {
  if (status < 400 || status >= 500) return null
  const said = `${status} ${saidIn({ json, text })}`
  if (/limit is exceeded/i.test(said)) {
    const [, seconds] = /retry after (\d+) seconds?/i.exec(said) ?? []
    return { kind: 'rate_limited', said, ...(seconds === undefined ? {} : { waitSeconds: Number(seconds) }) }
  }
  return /branch_key|branch_secret|secret/i.test(said) ? { kind: 'wrong_key', said } : null
}

interface Query {
  readonly id: string
  readonly label: string
  readonly source: string
  readonly aggregation: 'unique_count' | 'total_count' | 'revenue' | 'cost'
  readonly measure: Parameters<typeof queryLayout>[0]
  readonly refetchDays: number
}

function stream({ id, label, source, aggregation, measure, refetchDays }: Query): Stream {
  // What networks report of themselves cannot be asked for by OS and country at once.
  const isAttributed = source.startsWith('eo_')
  return {
    id,
    label,
    byDefault: true,
    grain: [
      'network',
      'campaign',
      'ad_group',
      'ad',
      'creative',
      'country',
      ...(isAttributed ? ['os' as const] : []),
    ],
    layout: queryLayout(measure),
    refetchDays,
    history: { days: 730 },
    // At most 7 days; whether the last day counts is said in one place only, so that one is left out either way.
    daysPerRequest: 6,
    daysPerLoad: 6,
    completeAfterHours: 12,
    fetch: ({ from, to, account, version }) => [
      {
        kind: 'pages',
        request: {
          method: 'POST',
          url: `https://api2.branch.io/${version}/query/analytics`,
          query: { limit: PAGE },
          body: {
            json: {
              start_date: from,
              end_date: addDays(to, 1),
              data_source: source,
              dimensions: [...OBJECTS, COUNTRY, ...(isAttributed ? [OS] : [])],
              granularity: 'day',
              aggregation,
              ordered: 'descending',
              ordered_by: aggregation,
              zero_fill: false,
            },
          },
          answerWithinSeconds: 300,
        },
        paging: {
          kind: 'address',
          next: ({ json }) =>
            objectsAt(json, 'results').length === 0 ? null : textAt(json, 'paging', 'next_url'),
        },
        decode: {
          kind: 'json',
          rows: (json) => rowsAt(json, 'results'),
          cells: ({ timestamp, result }) => {
            const moment = new Date(typeof timestamp === 'string' ? timestamp : Number.NaN)
            const zone = account.zone ?? 'UTC'
            return {
              ...(Number.isNaN(moment.getTime()) ? {} : { day: dayIn(zone, moment) }),
              ...(isObject(result) ? cellsOf(result) : {}),
            }
          },
        },
      },
    ],
    row: (cells, { from, to }) =>
      cells.day !== undefined && cells.day !== null && (cells.day < from || cells.day > to) ? null : cells,
  }
}

/** Branch's Query API: one question per kind of event. */
export const branchApi: ConnectorApi = {
  fields: [
    {
      name: 'branchKey',
      label: 'Branch key',
      help: 'The live key of the app.',
      where: 'Branch dashboard › Account settings › Profile',
      secret: false,
      example: 'key_live_abc123',
    },
    {
      name: 'branchSecret',
      label: 'Branch secret',
      help: 'The secret that belongs to the key.',
      where: 'the same page',
      secret: true,
    },
    zoneField({
      help: 'Zone the dashboard is set to, in which its days begin; UTC where none is named.',
      where: 'Branch dashboard › Account settings › time zone',
      example: 'America/Los_Angeles',
    }),
  ],
  hosts: ['api2.branch.io'],
  version: 'v1',
  auth: keyInBody(({ branchKey = '', branchSecret = '' }) => ({
    branch_key: branchKey,
    branch_secret: branchSecret,
  })),
  limits: [
    { requests: 5, seconds: 1, basis: 'Branch: 5 requests per second' },
    { requests: 20, seconds: 60, basis: 'Branch: 20 requests per minute' },
    { requests: 150, seconds: 3600, basis: 'Branch: 150 requests per hour' },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: ({ zone = '' }, connection) => [accountOf(connection, { zone })],
  },
  streams: [
    stream({
      id: 'installs',
      label: 'Installs',
      source: 'eo_install',
      aggregation: 'unique_count',
      measure: { field: 'installs', headers: ['unique_count'], basis: 'mmp' },
      refetchDays: 7,
    }),
    stream({
      id: 'revenue',
      label: 'Revenue of purchases, by the day they were made',
      source: 'eo_commerce_event',
      aggregation: 'revenue',
      measure: { field: 'value.revenue', headers: ['revenue'], basis: 'mmp', dateBasis: 'event' },
      refetchDays: 7,
    }),
    stream({
      id: 'impressions',
      label: 'Impressions, those of self-attributing networks included',
      source: 'xx_impression',
      aggregation: 'total_count',
      measure: { field: 'impressions', headers: ['total_count'], basis: 'mmp', dateBasis: 'event' },
      refetchDays: 7,
    }),
    stream({
      id: 'clicks',
      label: 'Clicks, those of self-attributing networks included',
      source: 'xx_click',
      aggregation: 'total_count',
      measure: { field: 'clicks', headers: ['total_count'], basis: 'mmp', dateBasis: 'event' },
      refetchDays: 7,
    }),
    stream({
      id: 'cost',
      label: 'Cost as the networks state it',
      source: 'cost',
      aggregation: 'cost',
      measure: { field: 'spend', headers: ['cost'], basis: 'network', dateBasis: 'event' },
      refetchDays: 30,
    }),
  ],
}
