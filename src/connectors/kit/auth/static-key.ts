import type { Auth, FieldValues } from './auth.ts'

/** A key in a header: `Authorization: Bearer …`, `Access-Token: …`. */
export function keyInHeader(header: string, value: (fields: FieldValues) => string): Auth {
  return { kind: 'each', prove: ({ fields }) => ({ headers: { [header]: value(fields) } }) }
}

/** A key among the query's parameters. */
export function keyInQuery(parameters: (fields: FieldValues) => Readonly<Record<string, string>>): Auth {
  return { kind: 'each', prove: ({ fields }) => ({ query: parameters(fields) }) }
}

/** A key among the members of a JSON body. */
export function keyInBody(members: (fields: FieldValues) => Readonly<Record<string, string>>): Auth {
  return { kind: 'each', prove: ({ fields }) => ({ body: members(fields) }) }
}

/** HTTP Basic (RFC 7617). */
export function basic(
  user: (fields: FieldValues) => string,
  password: (fields: FieldValues) => string,
): Auth {
  return keyInHeader(
    'authorization',
    (fields) => `Basic ${Buffer.from(`${user(fields)}:${password(fields)}`).toString('base64')}`,
  )
}
