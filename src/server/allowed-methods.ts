import { OPERATIONS } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import type { App } from './desk.ts'
import { problem } from './problem.ts'
import { SERVICE_ROUTES } from './routes/index.ts'

/** Every path of the API with the methods it takes. */
function takenMethods(): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, readonly string[]>([
    ['/api/v1/openapi.json', ['GET', 'HEAD']],
    ['/api/docs', ['GET', 'HEAD']],
  ])
  for (const { name, kind } of OPERATIONS) {
    methods.set(`/api/v1/${name}`, kind === 'question' ? ['GET', 'HEAD', 'POST'] : ['POST'])
  }
  for (const [path, routes] of Map.groupBy(SERVICE_ROUTES, (route) => route.path)) {
    methods.set(
      path.replaceAll(/\{(\w+)\}/g, ':$1'),
      routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])),
    )
  }
  return methods
}

/** Refuses every method a path was not given a route for, naming those it has; to be added after the routes. */
export function refuseOtherMethods(app: App): void {
  for (const [path, methods] of takenMethods()) {
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
}
