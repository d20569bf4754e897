import fc from 'fast-check'
import { z } from 'zod'

interface Schema {
  readonly type?: string | readonly string[] | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly const?: unknown
  readonly anyOf?: readonly Schema[] | undefined
  readonly items?: Schema | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly required?: readonly string[] | undefined
  readonly format?: string | undefined
  readonly pattern?: string | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly minItems?: number | undefined
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(Schema).optional(),
    items: Schema.optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
  }),
)

/** Words that mean something somewhere, so that not every question ends at its first name. */
function texts(words: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  )
}

function values(schema: Schema, words: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((option) => values(option, words)))
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => values({ ...schema, type }, words)))
  }
  const { minimum = -10, maximum = 100_000 } = schema
  switch (schema.type) {
    case 'object':
      return schema.properties === undefined
        ? fc.dictionary(texts(words), texts(words), { maxKeys: 3 })
        : fieldsOf(schema, words)
    case 'array':
      return fc.array(values(schema.items ?? {}, words), { minLength: schema.minItems ?? 0, maxLength: 3 })
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -1e6), max: Math.min(maximum, 1e6) })
    case 'number':
      return fc.double({ min: Math.max(minimum, -1e6), max: Math.min(maximum, 1e6), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'string':
      if (schema.format === 'date')
        return fc.constantFrom('2026-03-01', '2026-03-02', '2024-02-29', '1999-12-31')
      return schema.pattern === undefined
        ? texts(words)
        : fc.oneof(fc.stringMatching(new RegExp(schema.pattern)), texts(words))
    default:
      return fc.oneof(texts(words), fc.integer({ min: 1, max: 50 }))
  }
}

function fieldsOf({ properties = {}, required = [] }: Schema, words: readonly string[]) {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [name, values(field, words)]),
  )
  return fc.record(fields, { requiredKeys: [...required] })
}

/** Inputs an object type takes by its JSON schema, some of them with a field spoilt. */
export function inputsOf(
  type: z.ZodObject,
  words: readonly string[],
): { readonly valid: fc.Arbitrary<object>; readonly invalid: fc.Arbitrary<unknown> } {
  const schema = Schema.parse(z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }))
  const valid = fieldsOf(schema, words)
  const names = [...Object.keys(schema.properties ?? {}), 'no_such_field', '__proto__', '']
  const spoilt = fc
    .tuple(valid, fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }))
    .map(([input, name, value]) => ({ ...input, [name]: value }))
  return { valid, invalid: fc.oneof(spoilt, fc.jsonValue({ maxDepth: 2 })) }
}
