import type { MiddlewareHandler } from 'hono'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { PERMILLE_VERSION } from '#engine/index.ts'
import type { Env } from './env.ts'

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** What a monitor reads about the server. */
export interface ServerMetrics {
  readonly measure: MiddlewareHandler<Env>
  /** Counts an answer that was kept, or had to be made. */
  countAnswer(isKept: boolean): void
  /** Prometheus' text form, and its content type. */
  read(): Promise<{ readonly text: string; readonly type: string }>
}

/** Counts and times requests by route; addresses and names of people are in none of it. */
export function serverMetrics(): ServerMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'permille_info',
    help: 'The running version',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version: PERMILLE_VERSION }, 1)
  const inFlight = new Gauge({
    name: 'permille_http_requests_in_flight',
    help: 'Requests being answered',
    registers: [registry],
  })
  const requests = new Counter({
    name: 'permille_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const duration = new Histogram({
    name: 'permille_http_request_duration_seconds',
    help: 'Time until an answer begins',
    labelNames: ['method', 'route'],
    buckets: SECONDS,
    registers: [registry],
  })
  const answers = new Counter({
    name: 'permille_answers_total',
    help: 'Answers to questions that were kept from before, or made',
    labelNames: ['kept'],
    registers: [registry],
  })
  return {
    countAnswer: (isKept) => answers.inc({ kept: String(isKept) }),
    async measure(context, next) {
      const stop = duration.startTimer()
      inFlight.inc()
      try {
        await next()
      } finally {
        inFlight.dec()
        const method = /^(GET|HEAD|POST|PUT|DELETE)$/.test(context.req.method) ? context.req.method : 'other'
        const route = context.get('route') ?? 'page'
        stop({ method, route })
        requests.inc({ method, route, status: String(context.res.status) })
      }
    },
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  }
}
