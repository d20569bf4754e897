import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { OPERATIONS } from '#engine/index.ts'
import { openapi } from '#server/openapi.ts'
import { readExample } from '#server/read-example.ts'

const Content = z.record(
  z.string(),
  z.object({
    schema: z.record(z.string(), z.unknown()).optional(),
    examples: z.record(z.string(), z.object({ summary: z.string(), value: z.unknown() })).optional(),
  }),
)
const Headers = z.record(z.string(), z.object({ description: z.string(), schema: z.object({}) }))
const Response = z.object({
  description: z.string().min(1),
  headers: Headers.optional(),
  content: Content.optional(),
})
const Endpoint = z.object({
  operationId: z.string().regex(/^[a-z][a-z-]*$/),
  security: z.array(z.record(z.string(), z.array(z.never()))),
  'x-permille-role': z.enum(['viewer', 'editor', 'admin']).nullable(),
  summary: z.string().min(1),
  description: z.string().optional(),
  parameters: z
    .array(
      z.object({
        name: z.string().min(1),
        in: z.enum(['query', 'path', 'header']),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  requestBody: z.object({ required: z.boolean().optional(), content: Content }).optional(),
  responses: z.strictObject({
    200: Response,
    202: Response.optional(),
    304: Response.optional(),
    '4XX': Response,
    default: Response,
  }),
})

/** The parts of OpenAPI 3.1 this document uses, and nothing else. */
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  servers: z.array(z.object({ url: z.string() })),
  info: z.object({ title: z.string(), version: z.string(), description: z.string(), license: z.object({}) }),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({
      get: Endpoint.optional(),
      post: Endpoint.optional(),
      put: Endpoint.optional(),
      delete: Endpoint.optional(),
    }),
  ),
  components: z.strictObject({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['http', 'apiKey']) })),
  }),
})

const document = Document.parse(JSON.parse(JSON.stringify(openapi())))
const endpoints = Object.values(document.paths).flatMap((item) => Object.values(item))

function* references(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') yield inner
    else yield* references(inner)
  }
}

describe('the contract of the API', () => {
  test('has nothing a public linter finds, warnings included', async () => {
    const config = await createConfig({ extends: ['recommended'] })
    const problems = await lintFromString({ source: JSON.stringify(openapi()), config })
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    )
  })

  test('names every operation, questions for GET and POST, changes for POST only', () => {
    for (const { name, kind, summary } of OPERATIONS) {
      const item = document.paths[`/api/v1/${name}`]
      expect(Object.keys(item ?? {}).sort(), name).toEqual(kind === 'question' ? ['get', 'post'] : ['post'])
      expect(item?.post?.summary).toBe(summary)
    }
    expect(document.paths['/api/v1/uploads']?.put).toBeDefined()
    expect(document.paths['/api/v1/uploads/{id}']?.delete).toBeDefined()
  })

  test('names each endpoint once', () => {
    const ids = endpoints.flatMap((endpoint) => endpoint?.operationId ?? [])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('refers only to what it holds', () => {
    for (const reference of references(document)) {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(reference) ?? []
      expect(Object.keys(document.components.schemas), reference).toContain(name)
    }
  })

  test('gives every input a description and a schema', () => {
    for (const { name, input } of OPERATIONS) {
      const parameters = document.paths[`/api/v1/${name}`]?.get?.parameters ?? []
      const get = document.paths[`/api/v1/${name}`]?.get
      if (get !== undefined) {
        const inQuery = parameters.filter((parameter) => parameter.in === 'query')
        expect(inQuery.map((parameter) => parameter.name).sort()).toEqual(Object.keys(input.shape).sort())
        for (const parameter of parameters)
          expect(parameter.description, `${name} ${parameter.name}`).toBeTruthy()
      }
    }
  })

  test('says of every endpoint who may ask', () => {
    for (const { name, role } of OPERATIONS) {
      const item = document.paths[`/api/v1/${name}`]
      for (const endpoint of [item?.get, item?.post]) {
        if (endpoint === undefined) continue
        expect(endpoint['x-permille-role']).toBe(role)
        expect(endpoint.security.flatMap((one) => Object.keys(one))).toEqual(['session', 'token'])
      }
    }
  })

  test('answers errors as problem+json', () => {
    for (const endpoint of endpoints) {
      for (const problem of [endpoint?.responses['4XX'], endpoint?.responses.default])
        expect(Object.keys(problem?.content ?? {})).toEqual(['application/problem+json'])
    }
  })
})

describe('the examples of every operation', () => {
  const examples = OPERATIONS.flatMap((operation) =>
    operation.examples.map((example) => ({ example, operation })),
  )

  test.each(examples)('$example', ({ example, operation }) => {
    expect(example.startsWith(operation.command), `${example} is no ${operation.command}`).toBe(true)
    const input = readExample(example, operation)
    const parsed = z.strictObject(operation.input.shape).safeParse(input)
    expect(parsed.error?.issues ?? []).toEqual([])
  })
})
