import { z } from 'zod'
import type { Operation } from '#engine/index.ts'

const Part = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
})
const Property = Part.extend({
  description: z.string().optional(),
  default: z.unknown().optional(),
  anyOf: z.array(Part).optional(),
})

/** One input of an operation as a person reads it. */
export interface OperationField {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly description: string
}

function typeOf({ type, enum: words, const: only }: z.infer<typeof Part>): string {
  if (words !== undefined) return words.map(String).join(', ')
  if (only !== undefined) return String(only)
  return [type ?? 'any'].flat().join(' or ')
}

/** The inputs of an operation, in the order it declares them. */
export function operationFields({ input }: Operation): readonly OperationField[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  const properties = z.record(z.string(), Property).parse(schema.properties ?? {})
  return Object.entries(properties).map(([name, property]) => ({
    name,
    type: [...new Set((property.anyOf ?? [property]).map(typeOf))].join(' or '),
    isRequired: schema.required?.includes(name) ?? false,
    description: property.description ?? '',
  }))
}
