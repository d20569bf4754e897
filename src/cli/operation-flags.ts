import { z } from 'zod'
import type { Operation } from '#engine/index.ts'

/** One flag of a command, derived from a field of its operation's input. */
export interface OperationFlag {
  readonly field: string
  /** Kebab-case, without dashes. */
  readonly name: string
  readonly kind: 'switch' | 'value' | 'list'
  readonly description: string
}

const Type = z.union([z.string(), z.array(z.string())]).optional()

const Property = z.looseObject({
  type: Type,
  description: z.string().optional(),
  anyOf: z.array(z.looseObject({ type: Type, enum: z.array(z.unknown()).optional() })).optional(),
})

function kindOf({ type, anyOf }: z.infer<typeof Property>): OperationFlag['kind'] {
  const types = [type, ...(anyOf ?? []).map((option) => option.type)].flat()
  const words = (anyOf ?? []).flatMap((option) => option.enum ?? [])
  const isSaidOrNot = words.length > 0 && words.every((word) => ['true', 'false', ''].includes(String(word)))
  if (types.includes('boolean') && (isSaidOrNot || !types.includes('string'))) return 'switch'
  if (types.includes('array')) return 'list'
  return 'value'
}

/** The flags of an operation, in the order its input declares them. */
export function operationFlags(operation: Operation): readonly OperationFlag[] {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' })
  const properties = z.record(z.string(), Property).parse(schema.properties ?? {})
  return Object.entries(properties).map(([field, property]) => ({
    field,
    name: field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    kind: kindOf(property),
    description: property.description ?? '',
  }))
}
