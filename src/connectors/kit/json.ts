/** A JSON value whose numbers are the text they were written as: ids keep every digit, amounts their decimals. */
export type Json = string | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

type Reviver = (name: string, value: unknown, written?: { readonly source?: string }) => unknown
const parseWith: (text: string, reviver: Reviver) => unknown = JSON.parse

function isJson(value: unknown): value is Json {
  // What `JSON.parse` answers is JSON; numbers are texts by now.
  return value !== undefined && typeof value !== 'number'
}

/** Parses JSON, its numbers as they were written; `undefined` for text that is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const value = parseWith(text, (_name, member, written) =>
      typeof member === 'number' ? (written?.source ?? String(member)) : member,
    )
    return isJson(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a value is an object, not a list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stands at a path of names; `undefined` where it leads nowhere. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)
}

/** The text at a path, numbers and flags included; `null` where there is none. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | null {
  const found = at(value, ...path)
  if (typeof found === 'boolean') return String(found)
  return typeof found === 'string' ? found : null
}

/**
 * The rows of a report at a path, or in the value itself; none for `null`, which stands for an empty list. `null` where
 * there is no list, or one of something else: such an answer is not the report, and may not empty its days.
 */
export function rowsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] | null {
  const found = path.length === 0 ? value : at(value, ...path)
  if (found === null) return []
  return Array.isArray(found) && found.every(isObject) ? found : null
}

/** The objects of the list at a path, or of the value itself; none where there is no list. */
export function objectsAt(value: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const found = path.length === 0 ? value : at(value, ...path)
  return Array.isArray(found) ? found.filter(isObject) : []
}
