import type { FieldValues } from '#connectors/kit/auth/auth.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import { textAt } from '#connectors/kit/json.ts'
import { reportRow, reportRows } from './report-row.ts'

export const HOST = 'googleads.googleapis.com'

/** An account id as Google takes it; people copy it with dashes. */
export const plain = (id: string) => id.replaceAll('-', '').trim()

/** A query in Google's language, asked of one account, as pages of rows. */
export function query(
  { fields, version }: { readonly fields: FieldValues; readonly version: string },
  customer: string,
  text: string,
  cells = reportRow,
): PagedFetch {
  const { developerToken = '', customer: login = '' } = fields
  return {
    kind: 'pages',
    request: {
      method: 'POST',
      url: `https://${HOST}/${version}/customers/${customer}/googleAds:search`,
      headers: { 'developer-token': developerToken, 'login-customer-id': plain(login) },
      body: { json: { query: text } },
      answerWithinSeconds: 300,
    },
    paging: {
      kind: 'cursor',
      next: ({ json }) => textAt(json, 'nextPageToken'),
      apply: (request, pageToken) => ({ ...request, body: { json: { query: text, pageToken } } }),
    },
    decode: { kind: 'json', rows: reportRows, cells },
  }
}
