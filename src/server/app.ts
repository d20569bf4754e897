import { readFile } from 'node:fs/promises'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { forgetUpload, OPERATIONS, type Operation, type Project, saveUpload } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { guard, securityHeaders } from './guard.ts'
import { openapi } from './openapi.ts'
import { problem } from './problem.ts'
import { sendJson } from './send-json.ts'

const JSON_LIMIT = 1_000_000
const UPLOAD_LIMIT = 20_000_000_000

export interface AppOptions {
  readonly project: Project
  /** Folder of the built page. */
  readonly page: string
}

function queryInput(search: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(search.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = search.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}

function addOperation(app: Hono, operation: Operation, project: Project): void {
  const path = `/api/v1/${operation.name}`
  const answer = (input: unknown) =>
    operation.run(project, input, { localFiles: false, uploads: project.folder.uploads })
  const methods = operation.kind === 'question' ? ['GET', 'HEAD', 'POST'] : ['POST']
  if (operation.kind === 'question') {
    app.get(path, async (context) =>
      sendJson(context, await answer(queryInput(new URL(context.req.url).searchParams))),
    )
  }
  app.post(
    path,
    bodyLimit({
      maxSize: JSON_LIMIT,
      onError: () => {
        throw new PermilleError('too_large', 'the request is larger than 1 MB')
      },
    }),
    async (context) => {
      const type = context.req.header('content-type') ?? ''
      if (!type.startsWith('application/json')) {
        throw new PermilleError('usage', 'the body must be JSON', {
          remedy: 'send Content-Type: application/json',
        })
      }
      const input: unknown = await context.req.json().catch(() => {
        throw new PermilleError('usage', 'the body is not valid JSON')
      })
      return sendJson(context, await answer(input))
    },
  )
  allowOnly(app, path, methods)
}

/** Refuses every method a path was not given a route for, naming those it has. */
function allowOnly(app: Hono, path: string, methods: readonly string[]): void {
  app.all(path, (context) => {
    const refused = problem(
      context,
      new PermilleError('method_not_allowed', `${context.req.path} does not take ${context.req.method}`, {
        remedy: `use ${methods.join(' or ')}; see /api/v1/openapi.json`,
      }),
    )
    refused.headers.set('allow', methods.join(', '))
    return refused
  })
}

function missing(context: Context, remedy: string): Response {
  return problem(
    context,
    new PermilleError('not_found', `there is no ${context.req.method} ${context.req.path}`, { remedy }),
  )
}

/** The HTTP application of an open project. */
export function buildApp({ project, page }: AppOptions): Hono {
  const app = new Hono()
  app.onError((error, context) => problem(context, error))
  app.use(securityHeaders)
  app.use(guard)
  app.use(compress())
  app.use('/api/*', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.get('/healthz', (context) => context.json({ status: 'ok' }))
  allowOnly(app, '/healthz', ['GET', 'HEAD'])
  app.get('/api/v1/openapi.json', (context) => context.json(openapi()))
  allowOnly(app, '/api/v1/openapi.json', ['GET', 'HEAD'])
  app.put('/api/v1/uploads', async (context) => {
    const name = context.req.query('name')
    const body = context.req.raw.body
    if (!name || body === null)
      throw new PermilleError('usage', 'send the file as the body and its name as ?name=')
    return context.json(await saveUpload(project.folder.uploads, name, body, UPLOAD_LIMIT))
  })
  allowOnly(app, '/api/v1/uploads', ['PUT'])
  app.delete('/api/v1/uploads/:id', async (context) => {
    const upload = context.req.param('id')
    await forgetUpload(project.folder.uploads, upload)
    return context.json({ upload })
  })
  allowOnly(app, '/api/v1/uploads/:id', ['DELETE'])
  for (const operation of OPERATIONS) addOperation(app, operation, project)
  app.all('/api/*', (context) => missing(context, 'see /api/v1/openapi.json'))
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
  return app
}
