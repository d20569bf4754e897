import { readFile } from 'node:fs/promises'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { requestId } from 'hono/request-id'
import { OPERATIONS, type Right } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { addressOf } from './address.ts'
import { refuseOtherMethods } from './allowed-methods.ts'
import { authorise } from './authorise.ts'
import type { App, Desk, Mount } from './desk.ts'
import { DOCS_POLICY, docsPage } from './docs-page.ts'
import type { Env } from './env.ts'
import { guard, securityHeaders } from './guard.ts'
import { labelled } from './labelled.ts'
import { openapi } from './openapi.ts'
import { addOperations } from './operation-routes.ts'
import { addPlayables } from './playables.ts'
import { problem } from './problem.ts'
import { limitBody, limitJson } from './read-json.ts'
import { remoteAddress } from './remote-address.ts'
import { SERVICE_ROUTES } from './routes/index.ts'
import { LOOK } from './routes/service-route.ts'

function missing(context: Context<Env>, remedy: string): Response {
  return problem(
    context,
    new PermilleError('not_found', `there is no ${context.req.method} ${context.req.path}`, { remedy }),
  )
}

function addServiceRoutes(app: App, desk: Desk): void {
  for (const { method, path, right, largest, answer } of SERVICE_ROUTES) {
    const own = path.replaceAll(/\{(\w+)\}/g, ':$1')
    app.on(method, own, labelled(path))
    if (right !== null) app.on(method, own, authorise(desk, right))
    if (method === 'post') app.on(method, own, limitBody(largest))
    app.on(method, own, (context) => answer(context, desk))
  }
}

function addContract(app: App, desk: Desk): void {
  app.get('/api/v1/openapi.json', authorise(desk, LOOK), (context) => context.json(openapi()))
  app.get('/api/docs', authorise(desk, LOOK), (context) =>
    context.html(docsPage(), 200, { 'content-security-policy': DOCS_POLICY }),
  )
}

function addPage(app: App, page: string): void {
  app.use('/assets/*', async (context, next) => {
    await next()
    if (context.res.ok) context.header('cache-control', 'public, max-age=31536000, immutable')
  })
  app.use('*', serveStatic({ root: page }))
  app.all('/assets/*', (context) => missing(context, 'reload the page'))
  app.get('*', async (context) => {
    if (/\.\w+$/.test(context.req.path)) return missing(context, 'open / instead')
    const html = await readFile(`${page}/index.html`, 'utf8').catch(() => null)
    if (html === null) {
      return problem(
        context,
        new PermilleError('unavailable', 'the page has not been built', {
          remedy: 'run npm start, or npm run build',
        }),
      )
    }
    return context.html(html)
  })
}

/** Whoever may use any operation may come this far; what they may do is decided there. */
const ANY_OPERATION: Right = { role: 'viewer', operations: OPERATIONS.map(({ name }) => name) }

function addMounts(app: App, desk: Desk, mounts: readonly Mount[]): void {
  for (const { path, answer } of mounts) {
    app.all(path, labelled(path), authorise(desk, ANY_OPERATION), limitJson, (context) =>
      answer(context.req.raw, {
        project: desk.project,
        caller: context.get('caller'),
        address: addressOf(context, desk),
      }),
    )
  }
}

/** The HTTP application of an open project; `page` is the folder of the built page. */
export function buildApp(desk: Desk, page: string, mounts: readonly Mount[] = []): App {
  const app: App = new Hono<Env>()
  app.onError((error, context) => problem(context, error))
  app.use(requestId())
  app.use(desk.metrics.measure)
  app.use(securityHeaders(desk.entry))
  app.use(guard(desk.entry))
  app.use(async (context, next) => {
    if (desk.entry.signInRequired) desk.pace.address(remoteAddress(context, desk))
    await next()
  })
  app.use(compress())
  app.use('/api/*', async (context, next) => {
    await next()
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
  })
  addOperations(app, desk)
  addServiceRoutes(app, desk)
  addPlayables(app, desk)
  addContract(app, desk)
  addMounts(app, desk, mounts)
  refuseOtherMethods(app)
  app.all('/api/*', (context) => missing(context, 'see /api/v1/openapi.json'))
  addPage(app, page)
  return app
}
