import { z } from 'zod'
import { OPERATIONS, type Operation, PERMILLE_VERSION } from '#engine/index.ts'

const PROBLEM = {
  description: 'What is wrong, and what to do.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

const Property = z.looseObject({ description: z.string().optional() })

function responses(operation: Operation) {
  return {
    200: {
      description: 'The answer.',
      content: {
        'application/json': { schema: z.toJSONSchema(operation.output, { unrepresentable: 'any' }) },
      },
    },
    default: PROBLEM,
  }
}

/** A parameter says itself what it is for; its schema says what it may be. */
function parameter(name: string, property: unknown) {
  const { description, ...schema } = Property.parse(property)
  return { name, in: 'query', ...(description === undefined ? {} : { description }), schema }
}

function inputSchema(operation: Operation) {
  return z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
}

function pathItem(operation: Operation) {
  const schema = inputSchema(operation)
  const about = { summary: operation.summary, description: operation.description }
  const post = {
    ...about,
    operationId: operation.name,
    requestBody: { content: { 'application/json': { schema } } },
    responses: responses(operation),
  }
  if (operation.kind === 'change') return { post }
  const parameters = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    parameter(name, property),
  )
  return {
    get: { ...about, operationId: `${operation.name}-get`, parameters, responses: responses(operation) },
    post,
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
        'Counts and money are numbers, ids are texts; rates and intervals are per impression, with perMille beside them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: {
      ...Object.fromEntries(
        OPERATIONS.map((operation) => [`/api/v1/${operation.name}`, pathItem(operation)]),
      ),
      '/api/v1/uploads': {
        put: {
          operationId: 'upload',
          summary: 'Upload a file to import',
          parameters: [{ name: 'name', in: 'query', required: true, schema: { type: 'string' } }],
          requestBody: { content: { 'application/octet-stream': {} } },
          responses: {
            200: {
              description: 'The id to import it by.',
              content: {
                'application/json': {
                  schema: z.toJSONSchema(
                    z.object({ upload: z.string(), name: z.string(), bytes: z.number() }),
                  ),
                },
              },
            },
            default: PROBLEM,
          },
        },
      },
      '/api/v1/uploads/{id}': {
        delete: {
          operationId: 'forget-upload',
          summary: 'Remove an upload that is not going to be imported',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: {
            200: {
              description: 'There is no such upload any more.',
              content: { 'application/json': { schema: z.toJSONSchema(z.object({ upload: z.string() })) } },
            },
            default: PROBLEM,
          },
        },
      },
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
          }),
        ),
      },
    },
  }
}
