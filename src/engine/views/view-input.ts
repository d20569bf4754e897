import { z } from 'zod'
import { VIEWS, type ViewName } from './index.ts'

const Field = z.looseObject({
  description: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  anyOf: z.array(z.looseObject({ type: z.unknown() })).optional(),
})
type Field = z.infer<typeof Field>

const Names = z.enum(['rank', 'compare', 'query', 'creatives', 'fraud']) satisfies z.ZodType<ViewName>

/** The fields of a question as its operation declares them; what is left out, the operation fills in. */
function fieldsOf(name: ViewName): ReadonlyMap<string, Field> {
  const schema = z.toJSONSchema(VIEWS[name].operation.input, { io: 'input', unrepresentable: 'any' })
  const properties = z.record(z.string(), Field).parse(schema.properties ?? {})
  return new Map(Object.entries(properties).map(([field, { default: _default, ...rest }]) => [field, rest]))
}

const FIELDS = new Map(Names.options.map((name) => [name, fieldsOf(name)]))

function merged(declared: readonly { readonly name: ViewName; readonly field: Field }[]): z.ZodOptional {
  const [first] = declared
  const names = declared.map(({ name }) => name)
  const scope = names.length === Names.options.length ? '' : ` (of ${names.join(', ')})`
  const { description: _description, ...alone } = first?.field ?? {}
  const types = declared.map(({ field: { description: _said, ...type } }) => type)
  const isSame = new Set(types.map((type) => JSON.stringify(type))).size === 1
  return z
    .unknown()
    .optional()
    .meta({
      ...(isSame ? alone : { anyOf: types }),
      description: `${first?.field.description ?? ''}${scope}`,
    })
}

function mergedFields(): Record<string, z.ZodOptional> {
  const all = [...FIELDS].flatMap(([name, fields]) => [...fields].map(([field, of]) => ({ name, field, of })))
  return Object.fromEntries(
    [...Map.groupBy(all, ({ field }) => field)].map(([field, declared]) => [
      field,
      merged(declared.map(({ name, of }) => ({ name, field: of }))),
    ]),
  )
}

/** Which question, and everything it may be asked with; its own operation checks the rest. */
export const ViewInputs: { readonly of: z.ZodDefault<typeof Names> } & Record<string, z.ZodType> = {
  of: Names.default('rank').meta({
    description: 'which question: rank (default), compare, query, creatives, fraud',
  }),
  ...mergedFields(),
}

function takesLists({ type, anyOf }: Field): boolean {
  return [type, ...(anyOf ?? []).map((option) => option.type)].flat().includes('array')
}

/** A view with the fields it was asked with. */
export interface AskedView {
  readonly name: ViewName
  readonly fields: Readonly<Record<string, unknown>>
}

/** The question of an input that holds nothing else. */
export function askedView(input: Readonly<Record<string, unknown>>): AskedView {
  const name = Names.parse(input.of)
  const known = FIELDS.get(name)
  const stated = Object.entries(input).filter(([field, value]) => field !== 'of' && value !== undefined)
  // The command line gives a list wherever some question takes one.
  const fields = stated.map(([field, value]) => {
    const declared = known?.get(field)
    const isOne =
      Array.isArray(value) && value.length === 1 && declared !== undefined && !takesLists(declared)
    return [field, isOne ? value[0] : value] as const
  })
  return { name, fields: Object.fromEntries(fields) }
}
