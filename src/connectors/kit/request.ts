export type QueryValue = string | number | boolean | readonly string[] | undefined
export type RequestQuery = Readonly<Record<string, QueryValue>>

/** A request of a source's API, before anything proves who asks. */
export interface ApiRequest {
  /** GET where nothing is said. */
  readonly method?: 'GET' | 'POST'
  /** Absolute, at a declared host; its own query is kept. */
  readonly url: string
  readonly query?: RequestQuery
  /** How a list in the query is written: `a,b`, twice the name, or `["a","b"]`. */
  readonly lists?: 'comma' | 'repeat' | 'json'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: ApiBody
  /** Longest wait for the first byte; a minute where nothing is said. */
  readonly answerWithinSeconds?: number
  /** False for an address that carries its own permission, such as a download link. */
  readonly authorised?: boolean
}

/** JSON as it is sent; members that are `undefined` are left out. */
export type SentJson =
  | string
  | number
  | boolean
  | null
  | readonly SentJson[]
  | { readonly [name: string]: SentJson | undefined }

export type ApiBody =
  | { readonly json: Readonly<Record<string, SentJson | undefined>> }
  | { readonly form: Readonly<Record<string, string>> }

/** What proves who asks, to be added to a request. */
export interface Proof {
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** Members of a JSON body. */
  readonly body?: Readonly<Record<string, string>>
}

function queryPairs(name: string, value: QueryValue, lists: ApiRequest['lists']): [string, string][] {
  if (value === undefined) return []
  if (typeof value !== 'object') return [[name, String(value)]]
  if (lists === 'repeat') return value.map((one) => [name, one])
  return [[name, lists === 'json' ? JSON.stringify(value) : value.join(',')]]
}

/** The address of a request with its query. */
export function urlOf({ url, query = {}, lists = 'comma' }: ApiRequest): URL {
  const address = new URL(url)
  for (const [name, value] of Object.entries(query)) {
    for (const pair of queryPairs(name, value, lists)) address.searchParams.append(...pair)
  }
  // Spaces as %20: a plus means a space to some servers and a plus to others.
  address.search = address.searchParams.toString().replaceAll('+', '%20')
  return address
}

/** The request with a proof in it. */
export function withProof(request: ApiRequest, { headers, query, body }: Proof): ApiRequest {
  const json = request.body !== undefined && 'json' in request.body ? request.body.json : {}
  return {
    ...request,
    headers: { ...request.headers, ...headers },
    query: { ...request.query, ...query },
    ...(body === undefined ? {} : { body: { json: { ...json, ...body } } }),
  }
}

/** Body text and its type, as sent; `null` for a request without one. */
export function bodyOf({ body }: ApiRequest): { readonly text: string; readonly type: string } | null {
  if (body === undefined) return null
  if ('json' in body) return { text: JSON.stringify(body.json), type: 'application/json' }
  return { text: new URLSearchParams(body.form).toString(), type: 'application/x-www-form-urlencoded' }
}
