import type { Cells } from './cells.ts'
import type { Json, JsonObject } from './json.ts'
import type { ApiRequest } from './request.ts'

/** One answer as paging and decoding see it; `json` only where it is JSON. */
export interface Page {
  readonly json: Json | undefined
  readonly headers: Readonly<Record<string, string>>
}

/** How a list too long for one answer is asked for. None ends because a page is short, and none trusts the server to end. */
export type Paging =
  | { readonly kind: 'none' }
  /** Pages by number until there are as many as the answer says, or one is empty. */
  | {
      readonly kind: 'number'
      readonly first: number
      apply(request: ApiRequest, page: number): ApiRequest
      /** Number of pages there are, where the answer says so. */
      pages?(page: Page): number | null
    }
  /** Records from a place on, which advances by those that came; until there are as many as the answer says, or none. */
  | {
      readonly kind: 'offset'
      apply(request: ApiRequest, offset: number): ApiRequest
      /** Number of records there are, where the answer says so. */
      total?(page: Page): number | null
    }
  /** A mark of the next page, handed back with the request. */
  | {
      readonly kind: 'cursor'
      next(page: Page): string | null
      apply(request: ApiRequest, cursor: string): ApiRequest
    }
  /** The address of the next page, at a declared host; `linkHeader` reads it from `Link`. */
  | { readonly kind: 'address'; next(page: Page): string | null }

/** How rows are read out of an answer. */
export type Decode =
  | {
      readonly kind: 'json'
      /** `null` for JSON that is not what was asked for. */
      rows(json: Json): readonly JsonObject[] | null
      /** A record as cells; flattened where nothing is said. */
      cells?(record: JsonObject): Cells | readonly Cells[]
    }
  | {
      readonly kind: 'csv'
      readonly delimiter?: string
      /** What the last line of a whole answer looks like, where the source ends it with a mark. */
      readonly endMark?: RegExp
    }

/** Rows that are asked for page by page. */
export interface PagedFetch {
  readonly kind: 'pages'
  readonly request: ApiRequest
  readonly paging: Paging
  readonly decode: Decode
}

export type JobState =
  | { readonly kind: 'pending'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly address?: string }
  | { readonly kind: 'no_data' }
  | { readonly kind: 'failed'; readonly said?: string }
  | { readonly kind: 'expired' }

/** Rows a source prepares first. */
export interface JobFetch {
  readonly kind: 'job'
  readonly create: ApiRequest
  /** What the answer to `create` says. */
  created(page: Page): JobState
  poll(id: string): ApiRequest
  /** What the answer to `poll` says. */
  polled(page: Page, id: string): JobState
  readonly everySeconds: number
  readonly giveUpAfterSeconds: number
  /** How the finished report is fetched: its address, or another request. */
  result(ready: JobState & { readonly kind: 'ready' }): PagedFetch
}

export type Fetch = PagedFetch | JobFetch

/** The `next` address of an HTTP `Link` header (RFC 8288); `null` where there is none. */
export function nextOfLinkHeader({ headers }: Page): string | null {
  for (const link of (headers.link ?? '').split(/,(?=\s*<)/)) {
    const [, address] = /<([^>]*)>[^,]*;\s*rel="?next"?/i.exec(link) ?? []
    if (address !== undefined) return address
  }
  return null
}
