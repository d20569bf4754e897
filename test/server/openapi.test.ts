import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { OPERATIONS } from '#engine/index.ts'
import { openapi } from '#server/openapi.ts'

const Content = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }))
const Response = z.object({ description: z.string().min(1), content: Content.optional() })
const Endpoint = z.object({
  operationId: z.string().regex(/^[a-z][a-z-]*$/),
  summary: z.string().min(1),
  description: z.string().optional(),
  parameters: z
    .array(
      z.object({
        name: z.string().min(1),
        in: z.enum(['query', 'path']),
        required: z.boolean().optional(),
        description: z.string().optional(),
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  requestBody: z.object({ required: z.boolean().optional(), content: Content }).optional(),
  responses: z.object({ 200: Response, default: Response }),
})

/** The parts of OpenAPI 3.1 this document uses, and nothing else. */
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
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
  components: z.strictObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
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

/** A command as a person types it, as the input its operation takes. */
function readExample(text: string, plainArguments: string | undefined): Record<string, unknown> {
  const words = [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
  const rest = words.slice(0, words.includes('>') ? words.indexOf('>') : undefined)
  const input: Record<string, unknown> = {}
  const plain: string[] = []
  for (let index = 0; index < rest.length; index += 1) {
    const flag = /^--(.+)$/.exec(rest[index] ?? '')?.[1]
    if (flag === undefined) plain.push(rest[index] ?? '')
    if (flag === undefined || flag === 'json') continue
    const field = flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const next = rest[index + 1]
    const value = next === undefined || next.startsWith('--') ? true : next
    const known = input[field]
    input[field] = known === undefined ? value : [known, value].flat()
    if (value !== true) index += 1
  }
  return plainArguments === undefined || plain.length === 0 ? input : { ...input, [plainArguments]: plain }
}

describe('the contract of the API', () => {
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
        expect(parameters.map((parameter) => parameter.name).sort()).toEqual(Object.keys(input.shape).sort())
        for (const parameter of parameters)
          expect(parameter.description, `${name} ${parameter.name}`).toBeTruthy()
      }
    }
  })

  test('answers errors as problem+json', () => {
    for (const endpoint of endpoints) {
      expect(Object.keys(endpoint?.responses.default.content ?? {})).toEqual(['application/problem+json'])
    }
  })
})

describe('the examples of every operation', () => {
  const examples = OPERATIONS.flatMap((operation) =>
    operation.examples.map((example) => ({ example, operation })),
  )

  test.each(examples)('$example', ({ example, operation }) => {
    expect(example.startsWith(operation.command), `${example} is no ${operation.command}`).toBe(true)
    const input = readExample(example.slice(operation.command.length), operation.plainArguments)
    const parsed = z.strictObject(operation.input.shape).safeParse(input)
    expect(parsed.error?.issues ?? []).toEqual([])
  })
})
