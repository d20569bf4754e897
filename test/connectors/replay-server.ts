import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { RecordedAnswer, RecordedExchange } from './recording.ts'

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** What goes wrong on the way, whatever the answer is. */
export type Fault =
  | { readonly kind: 'answer'; readonly answer: RecordedAnswer }
  | { readonly kind: 'silent' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'half_gzip' }

export interface ReplayServer {
  readonly url: URL
  readonly seen: readonly SeenRequest[]
  /** Requests that no exchange fits; a test that leaves any has a hole. */
  readonly unmatched: readonly string[]
  /** Answers these first. */
  prepend(exchanges: readonly RecordedExchange[]): void
  /** Answers as in the beginning: what was prepended and spoilt is gone. */
  restore(): void
  /** Spoils the next requests for rows. */
  spoil(fault: Fault, times: number): void
  /** Called before each answer; a test may kill its client here. */
  onRequest(hook: (seen: SeenRequest) => void): void
  close(): Promise<void>
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body
  const isTable = Array.isArray(body) && body.every((line) => typeof line === 'string')
  return isTable ? `${body.join('\n')}\n` : JSON.stringify(body)
}

function isJsonWith(body: string, members: Readonly<Record<string, unknown>>): boolean {
  const isForm = /^[\w.~%+-]+=/.test(body)
  const json: unknown = isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body || '{}')
  return (
    typeof json === 'object' &&
    json !== null &&
    Object.entries(members).every(
      ([name, value]) => JSON.stringify(Reflect.get(json, name)) === JSON.stringify(value),
    )
  )
}

function fits({ when }: RecordedExchange, seen: SeenRequest): boolean {
  return (
    (when.method ?? seen.method) === seen.method &&
    when.host === seen.host &&
    when.path === seen.path &&
    Object.entries(when.query).every(([name, value]) => seen.query.get(name) === value) &&
    when.without.every((name) => !seen.query.has(name)) &&
    Object.entries(when.headers).every(([name, form]) =>
      new RegExp(form).test(String(seen.headers[name] ?? '')),
    ) &&
    when.holds.every((piece) => seen.body.includes(piece)) &&
    (when.json === undefined || isJsonWith(seen.body, when.json))
  )
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const url = new URL(request.url ?? '/', 'http://replay')
  const [, host = '', ...path] = url.pathname.split('/')
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return {
    method: request.method ?? 'GET',
    host,
    path: `/${path.join('/')}`,
    query: url.searchParams,
    headers: request.headers,
    body,
  }
}

function send(response: ServerResponse, answer: RecordedAnswer, fault: Fault | undefined): void {
  const text = textOf(answer.body)
  const headers = { date: 'Thu, 01 Jan 1970 00:00:00 GMT', ...answer.headers }
  if (fault?.kind === 'half_gzip') {
    const packed = gzipSync(text)
    const half = packed.subarray(0, Math.max(12, Math.floor(packed.length / 2)))
    response.writeHead(answer.status, {
      ...headers,
      'content-encoding': 'gzip',
      'content-length': half.length,
    })
    response.end(half)
  } else if (fault?.kind === 'cut') {
    response.writeHead(answer.status, { ...headers, 'content-length': Buffer.byteLength(text) })
    response.write(text.slice(0, Math.floor(text.length / 2)))
    setTimeout(() => response.destroy(), 20)
  } else {
    const packed = text.length > 200 ? gzipSync(text) : null
    response.writeHead(answer.status, {
      ...headers,
      ...(packed === null ? {} : { 'content-encoding': 'gzip' }),
    })
    response.end(answer.status === 204 ? undefined : (packed ?? text))
  }
}

/** Serves recorded answers over real HTTP on loopback; the host asked is the first part of the path. */
export async function startReplay(
  exchanges: readonly RecordedExchange[],
  options: {
    /** Paths that no fault is put into. */
    readonly spared: readonly string[]
    readonly now: () => Date
  },
): Promise<ReplayServer> {
  let list = [...exchanges]
  const seen: SeenRequest[] = []
  const unmatched: string[] = []
  const used = new Map<RecordedExchange, number>()
  const faults: Fault[] = []
  let hook: (seen: SeenRequest) => void = () => {}
  const server = createServer((request, response) => {
    void read(request).then((asked) => {
      seen.push(asked)
      hook(asked)
      const fault = options.spared.includes(asked.path) ? undefined : faults.shift()
      if (fault?.kind === 'silent') return
      const date = { date: options.now().toUTCString() }
      if (fault?.kind === 'answer') {
        send(response, { ...fault.answer, headers: { ...date, ...fault.answer.headers } }, undefined)
        return
      }
      const found = list.find(
        (one) => fits(one, asked) && (one.times === undefined || (used.get(one) ?? 0) < one.times),
      )
      if (found === undefined) {
        unmatched.push(`${asked.method} ${asked.host}${asked.path}?${asked.query.toString()} ${asked.body}`)
        response.writeHead(599).end('nothing recorded')
        return
      }
      used.set(found, (used.get(found) ?? 0) + 1)
      send(response, { ...found.answer, headers: { ...date, ...found.answer.headers } }, fault)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    seen,
    unmatched,
    prepend: (more) => {
      list = [...more, ...list]
    },
    restore: () => {
      list = [...exchanges]
      used.clear()
      faults.length = 0
    },
    spoil: (fault, times) => faults.push(...Array.from({ length: times }, () => fault)),
    onRequest: (next) => {
      hook = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
