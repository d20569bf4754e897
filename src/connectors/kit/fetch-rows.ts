import { createHash } from 'node:crypto'
import type { ApiCaller } from './caller.ts'
import type { Cells } from './cells.ts'
import { countRecords, cutJson, rowsOf, unreadable } from './decode-rows.ts'
import type { Fetch, JobFetch, JobState, Page, PagedFetch } from './fetch.ts'
import { SourceError } from './problem.ts'
import type { Received } from './received.ts'
import { type ApiRequest, bodyOf, urlOf } from './request.ts'

const MOST_PAGES = 100_000
const MAKES = 3

const NEXT_NONE = null

/** The request for the page after this one; `null` after the last. */
function nextRequest(
  { request, paging }: PagedFetch,
  asked: ApiRequest,
  page: Page,
  seen: { readonly pages: number; readonly records: number; readonly ofPage: number },
): ApiRequest | null {
  switch (paging.kind) {
    case 'none':
      return NEXT_NONE
    case 'number': {
      const pages = paging.pages?.(page) ?? null
      const isLast = pages === null ? seen.ofPage === 0 : seen.pages >= pages
      return isLast ? NEXT_NONE : paging.apply(request, paging.first + seen.pages)
    }
    case 'offset': {
      const total = paging.total?.(page) ?? null
      const isLast = seen.ofPage === 0 || (total !== null && seen.records >= total)
      return isLast ? NEXT_NONE : paging.apply(request, seen.records)
    }
    case 'cursor': {
      const cursor = paging.next(page)
      return cursor === null || cursor === '' ? NEXT_NONE : paging.apply(request, cursor)
    }
    case 'address': {
      const address = paging.next(page)
      if (address === null || address === '') return NEXT_NONE
      const { query: _first, ...rest } = asked
      return { ...rest, url: URL.parse(address, asked.url)?.toString() ?? address }
    }
  }
}

function firstRequest({ request, paging }: PagedFetch): ApiRequest {
  if (paging.kind === 'number') return paging.apply(request, paging.first)
  return paging.kind === 'offset' ? paging.apply(request, 0) : request
}

async function hashOf(answer: Received): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of answer.body()) hash.update(chunk)
  return hash.digest('hex')
}

/** Addresses come out of answers too. */
function requireAddress(caller: ApiCaller, { method = 'GET', url }: ApiRequest): void {
  if (URL.canParse(url)) return
  throw caller.error({ kind: 'unreadable_answer', said: 'an address in it is none' }, `${method} ${url}`)
}

async function* pageRows(caller: ApiCaller, fetch: PagedFetch): AsyncGenerator<Cells> {
  let asked: ApiRequest | null = firstRequest(fetch)
  let records = 0
  let lastHash = ''
  const known = new Set<string>()
  for (let pages = 1; asked !== null; pages++) {
    requireAddress(caller, asked)
    const shown = caller.shown(asked)
    const place = `${urlOf(asked).href} ${bodyOf(asked)?.text ?? ''}`
    if (known.has(place)) {
      throw caller.error({ kind: 'unreadable_answer', said: 'the pages lead back to an earlier one' }, shown)
    }
    known.add(place)
    const answer = await caller.fetch(asked, (received) => unreadable(received, fetch.decode))
    try {
      let rowsOfPage = 0
      const hash: string = fetch.paging.kind === 'none' ? '' : await hashOf(answer)
      if (hash !== '' && hash === lastHash) {
        // An empty page may look like the one before it; one with rows never does.
        for await (const _row of rowsOf(answer, fetch.decode, caller, shown)) rowsOfPage++
        if (rowsOfPage > 0) {
          throw caller.error({ kind: 'unreadable_answer', said: 'the same page came twice' }, shown)
        }
      } else {
        for await (const row of rowsOf(answer, fetch.decode, caller, shown)) {
          rowsOfPage++
          yield row
        }
      }
      lastHash = hash
      const ofPage = countRecords(answer, fetch.decode, rowsOfPage)
      records += ofPage
      if (pages >= MOST_PAGES)
        throw caller.error({ kind: 'unreadable_answer', said: 'the pages have no end' }, shown)
      asked = nextRequest(fetch, asked, answer, { pages, records, ofPage })
    } finally {
      await answer.drop()
    }
  }
}

async function waitForJob(caller: ApiCaller, job: JobFetch): Promise<JobState> {
  const created = await caller.fetch(job.create, cutJson)
  let state = job.created(created)
  let waited = 0
  while (state.kind === 'pending') {
    if (waited >= job.giveUpAfterSeconds) {
      throw caller.error(
        { kind: 'job_pending', said: `not after ${Math.round(waited / 60)} minutes` },
        caller.shown(job.create),
      )
    }
    await caller.pause(job.everySeconds)
    waited += job.everySeconds
    const polled = await caller.fetch(job.poll(state.id), cutJson)
    state = job.polled(polled, state.id)
  }
  return state
}

async function* jobRows(caller: ApiCaller, job: JobFetch): AsyncGenerator<Cells> {
  for (let make = 1; ; make++) {
    const state = await waitForJob(caller, job)
    if (state.kind === 'no_data') return
    if (state.kind === 'failed') {
      throw caller.error(
        { kind: 'job_failed', ...(state.said === undefined ? {} : { said: state.said }) },
        caller.shown(job.create),
      )
    }
    let isBegun = false
    try {
      if (state.kind === 'ready') {
        for await (const row of pageRows(caller, job.result(state))) {
          isBegun = true
          yield row
        }
        return
      }
    } catch (error) {
      const isGone = error instanceof SourceError && error.problem.kind === 'job_expired'
      if (!isGone || isBegun) throw error
    }
    if (make >= MAKES) throw caller.error({ kind: 'job_expired' }, caller.shown(job.create))
  }
}

/** The rows of a fetch, however many answers they come in. */
export function fetchRows(caller: ApiCaller, fetch: Fetch): AsyncGenerator<Cells> {
  return fetch.kind === 'job' ? jobRows(caller, fetch) : pageRows(caller, fetch)
}
