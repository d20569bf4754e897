import { z } from 'zod'
import { OPERATIONS, type Operation, PERMILLE_VERSION, type Right, rightOf } from '#engine/index.ts'
import { JobBegun } from './job-answer.ts'
import { readExample } from './read-example.ts'
import { SERVICE_ROUTES } from './routes/index.ts'
import { LOOK, type ServiceRoute } from './routes/service-route.ts'

const PROBLEM = {
  description: 'What is wrong, and what to do.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const REQUEST_ID = {
  'X-Request-Id': {
    description: 'Id of the request: the one sent under this name, else a new one.',
    schema: { type: 'string' },
  },
}

const IF_NONE_MATCH = {
  name: 'If-None-Match',
  in: 'header',
  description: 'ETag of an answer one has; 304 while it still holds',
  schema: { type: 'string' },
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'a random id: the same change asked twice under it within a day is done once',
  schema: { type: 'string', maxLength: 200 },
}

const PREFER = {
  name: 'Prefer',
  in: 'header',
  description: 'respond-async: do not wait; 202 with the job it runs as',
  schema: { type: 'string' },
}

const Property = z.looseObject({ description: z.string().optional() })

function schemaOf(type: z.ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(type, { io, unrepresentable: 'any' })
}

const BEGUN = {
  description:
    'The job it runs as, where Prefer: respond-async asks for that; 200 where there was nothing to wait for.',
  headers: {
    ...REQUEST_ID,
    Location: { description: 'Where the job and its answer are.', schema: { type: 'string' } },
  },
  content: { 'application/json': { schema: schemaOf(JobBegun, 'output') } },
}

/** Who may ask, as the contract says it. */
function security(right: Right | null) {
  if (right === null) return { security: [], 'x-permille-role': null }
  return { security: [{ session: [] }, { token: [] }], 'x-permille-role': right.role }
}

function responses(content: unknown, headers: Readonly<Record<string, unknown>> = {}) {
  return {
    200: { description: 'The answer.', headers: { ...REQUEST_ID, ...headers }, content },
    '4XX': PROBLEM,
    default: PROBLEM,
  }
}

/** A parameter says itself what it is for; its schema says what it may be. */
function parameter(name: string, property: unknown) {
  const { description, ...schema } = Property.parse(property)
  return { name, in: 'query', ...(description === undefined ? {} : { description }), schema }
}

function examples(operation: Operation) {
  return Object.fromEntries(
    operation.examples.map((example, index) => [
      `example-${index + 1}`,
      { summary: `permille ${example}`, value: readExample(example, operation) },
    ]),
  )
}

function operationItem(operation: Operation) {
  const schema = schemaOf(operation.input, 'input')
  const files = (operation.answersFile ?? []).map((type) => [type, { schema: { type: 'string' } }] as const)
  const content = {
    'application/json': { schema: schemaOf(operation.output, 'output') },
    ...Object.fromEntries(files),
  }
  const about = {
    summary: operation.summary,
    description: operation.description,
    ...security(rightOf(operation)),
  }
  const isChange = operation.kind === 'change'
  const post = {
    ...about,
    operationId: operation.name,
    ...(isChange ? { parameters: operation.isLong ? [IDEMPOTENCY_KEY, PREFER] : [IDEMPOTENCY_KEY] } : {}),
    requestBody: { content: { 'application/json': { schema, examples: examples(operation) } } },
    responses: operation.isLong ? { ...responses(content), 202: BEGUN } : responses(content),
  }
  if (isChange) return { post }
  const isMomentary = operation.isMomentary === true
  const parameters = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    parameter(name, property),
  )
  const tag = { ETag: { description: 'What the answer rests on.', schema: { type: 'string' } } }
  return {
    get: {
      ...about,
      operationId: `${operation.name}-get`,
      parameters: isMomentary ? parameters : [...parameters, IF_NONE_MATCH],
      responses: {
        ...responses(content, isMomentary ? {} : tag),
        ...(isMomentary ? {} : { 304: { description: 'The answer one has still holds.' } }),
      },
    },
    post,
  }
}

function serviceItem({ id, summary, right, parameters, body, content }: ServiceRoute) {
  return {
    operationId: id,
    summary,
    ...security(right),
    ...(parameters === undefined ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: responses(content),
  }
}

function servicePaths() {
  const byPath = Map.groupBy(SERVICE_ROUTES, ({ path }) => path)
  return Object.fromEntries(
    [...byPath].map(([path, routes]) => [
      path,
      Object.fromEntries(routes.map((route) => [route.method, serviceItem(route)])),
    ]),
  )
}

/** What a route that shows this contract says of itself. */
function contractItem(id: string, summary: string, type: string) {
  return {
    get: {
      operationId: id,
      summary,
      ...security(LOOK),
      responses: responses({ [type]: { schema: { type: type === 'text/html' ? 'string' : 'object' } } }),
    },
  }
}

/** The contract of the API as OpenAPI 3.1, from the operations' own schemas. */
export function openapi(): Readonly<Record<string, unknown>> {
  return {
    openapi: '3.1.0',
    info: {
      title: 'permille',
      version: PERMILLE_VERSION,
      description:
        'Counts and money are numbers, ids are texts; rates and intervals are per impression, with perMille beside them. Lists that may be long take limit and offset. Where nobody has to sign in, every route is open to this machine.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: {
      ...Object.fromEntries(
        OPERATIONS.map((operation) => [`/api/v1/${operation.name}`, operationItem(operation)]),
      ),
      ...servicePaths(),
      '/api/v1/openapi.json': contractItem('openapi', 'This contract', 'application/json'),
      '/api/docs': contractItem('docs', 'This contract as a page to read', 'text/html'),
    },
    components: {
      schemas: {
        Problem: z.toJSONSchema(
          z.object({
            type: z.string(),
            title: z.string(),
            status: z.number(),
            detail: z.string(),
            code: z.string(),
            remedy: z.string().nullable(),
            requestId: z.string(),
          }),
        ),
      },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'permille',
          description: 'Of somebody signed in; everything but GET also carries x-csrf-token.',
        },
        token: { type: 'http', scheme: 'bearer', description: 'Made by permille tokens create.' },
      },
    },
  }
}
