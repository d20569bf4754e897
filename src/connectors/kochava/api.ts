import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInBody } from '#connectors/kit/auth/static-key.ts'
import { accountOf, currencyField, zoneField } from '#connectors/kit/entered-terms.ts'
import { expiredLink } from '#connectors/kit/expired-link.ts'
import type { JobState, Page } from '#connectors/kit/fetch.ts'
import { listOf } from '#connectors/kit/field-list.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import { preparedReport } from '#connectors/kit/prepared-report.ts'
import type { JudgedAnswer, Problem } from '#connectors/kit/problem.ts'
import type { ApiRequest } from '#connectors/kit/request.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { startOfDay } from '#connectors/kit/zone.ts'
import { addDays } from '#schema/day.ts'
import { summary } from './exports/summary.ts'

const TRAFFIC = ['impression', 'click', 'install', 'event', 'network_spend_restated']

const secondsOf = (moment: Date) => String(Math.floor(moment.getTime() / 1000))

/** Kochava says what is wrong inside 200; the state of a report that failed looks alike, but has a date. */
function judge({ status, json, text }: JudgedAnswer): Problem | null {
  const expired = expiredLink({ status, text })
  if (expired !== null || status >= 500) return expired
  const isState = textAt(json, 'status_date') !== null || textAt(json, 'progress') !== null
  if (isState || textAt(json, 'status')?.toLowerCase() !== 'error') return null
  const said = `${status} ${textAt(json, 'error') ?? ''}`.trim()
  if (/does not exist|app_guid/i.test(said)) return { kind: 'wrong_account', said }
  if (/api.?key|unauthori[sz]ed|authenticat/i.test(said)) return { kind: 'wrong_key', said }
  if (/permission|not allowed|forbidden/i.test(said)) return { kind: 'missing_permission', said }
  return { kind: /too many|rate|limit/i.test(said) ? 'rate_limited' : 'bad_request', said }
}

/** A report asked for while the same one runs gets no token: then it is asked for again, until it has one. */
function madeState({ json }: Page): JobState {
  return { kind: 'pending', id: textAt(json, 'report_token') ?? '' }
}

function stateOf(page: Page, id: string): JobState {
  if (id === '') return madeState(page)
  const status = textAt(page.json, 'status')?.toLowerCase()
  const address = textAt(page.json, 'report')
  if (status === 'completed' && address) return { kind: 'ready', id, address }
  return status === 'error'
    ? { kind: 'failed', said: textAt(page.json, 'error') ?? 'error' }
    : { kind: 'pending', id }
}

function report(
  id: string,
  label: string,
  grouping: readonly string[],
  rest: Pick<Stream, 'byDefault' | 'grain'>,
): Stream {
  const ask = (
    { version, account }: SliceContext,
    path: string,
    members: Record<string, string | readonly string[]>,
  ) =>
    ({
      method: 'POST',
      url: `https://reporting.api.kochava.com/${version}/${path}`,
      body: { json: { app_guid: account.id, ...members } },
    }) satisfies ApiRequest
  return {
    id,
    label,
    ...rest,
    layout: summary,
    refetchDays: 7,
    history: { days: 365 },
    // A report of one day needs no column that tells its days apart, and days of 23 or 25 hours stay whole.
    daysPerRequest: 1,
    daysPerLoad: 7,
    completeAfterHours: 6,
    fetch(context) {
      const zone = context.account.zone ?? 'UTC'
      const create = ask(context, 'summary', {
        time_start: secondsOf(startOfDay(context.from, zone)),
        time_end: secondsOf(startOfDay(addDays(context.to, 1), zone)),
        time_zone: zone,
        traffic: TRAFFIC,
        traffic_grouping: grouping,
        delivery_format: 'json',
        delivery_method: ['S3link'],
      })
      return [
        {
          kind: 'job',
          create,
          created: madeState,
          poll: (token) => (token === '' ? create : ask(context, 'progress', { token })),
          polled: stateOf,
          everySeconds: 10,
          giveUpAfterSeconds: 3600,
          result: preparedReport({
            kind: 'json',
            rows: (json) =>
              [[], ['data'], ['rows'], ['results']].reduce<ReturnType<typeof rowsAt>>(
                (found, path) => found ?? rowsAt(json, ...path),
                null,
              ),
          }),
        },
      ]
    },
    row: ({ 'creative.creative': inner, 'creative.creative_id': id, ...cells }, { from }) => ({
      'permille day': from,
      ...cells,
      ...(inner === undefined ? {} : { creative: inner }),
      ...(id === undefined ? {} : { creative_id: id }),
    }),
  }
}

/** Kochava's Reporting API, also that of Free App Analytics. */
export const kochavaApi: ConnectorApi = {
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      help: 'A key that may read the apps.',
      where: 'Kochava › account menu › API keys',
      secret: true,
    },
    {
      name: 'apps',
      label: 'App GUIDs',
      help: 'Apps to read, separated by commas; each is an account of its own.',
      where: 'Kochava › Apps & Assets › the app › App GUID',
      secret: false,
      example: 'komygame-ios-abc123, komygame-android-def456',
    },
    zoneField({
      help: 'Zone the days are asked in; UTC where none is named.',
      where: 'the zone your reports are compared in',
      example: 'Europe/Berlin',
    }),
    currencyField({
      help: 'Currency of the account; USD where none is named.',
      where: 'Kochava › account settings',
      example: 'EUR',
    }),
  ],
  hosts: ['reporting.api.kochava.com', '*.kochava.com', '*.amazonaws.com'],
  version: 'v1.4',
  auth: keyInBody(({ apiKey = '' }) => ({ api_key: apiKey })),
  limits: [
    {
      requests: 1,
      seconds: 1,
      basis: 'our own: Kochava publishes no figure; one report at a time, looked at every 10 s',
    },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: (fields) => listOf(fields.apps).map((id) => accountOf(id, fields)),
  },
  streams: [
    report(
      'summary',
      'Networks, campaigns, trackers and creatives by country',
      ['network', 'campaign', 'tracker', 'creative', 'country'],
      {
        byDefault: true,
        grain: ['network', 'campaign', 'ad_group', 'creative', 'country'],
      },
    ),
    report('sites', 'Sites by campaign', ['network', 'campaign', 'site'], {
      byDefault: false,
      grain: ['network', 'campaign', 'site'],
    }),
  ],
}
