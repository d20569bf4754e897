import type { StandardSchemaWithJSON, ToolAnnotations } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { OPERATIONS, type Operation } from '#engine/index.ts'

/** Rows of an answer that reach an assistant unless it asks for more: thousands would fill its memory. */
const ROWS = 50

/** Every operation but those that take or hand out secrets: these do not go through an assistant. */
export const TOOL_OPERATIONS: readonly Operation[] = OPERATIONS.filter(
  ({ answersSecret, secretFields }) => answersSecret !== true && secretFields === undefined,
)

function takesLimit({ input }: Operation): boolean {
  return input.shape.limit !== undefined && z.safeParse(input.shape.limit, undefined).success
}

/** What an assistant is told a tool does. */
export function descriptionOf(operation: Operation): string {
  const rows = takesLimit(operation) ? ` The first ${ROWS} rows unless limit says otherwise.` : ''
  const [example] = operation.examples
  return `${operation.description}${rows}${example === undefined ? '' : ` The same on a command line: permille ${example}`}`
}

const Fields = z.record(z.string(), z.unknown())

/** The input of a tool as its operation reads it; the operation itself refuses what is wrong. */
export function inputOf({ input }: Operation): StandardSchemaWithJSON<Record<string, unknown>> {
  const schema = () => z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return {
    '~standard': {
      version: 1,
      vendor: 'permille',
      validate: (value) => ({ value: Fields.parse(value ?? {}) }),
      jsonSchema: { input: schema, output: schema },
    },
  }
}

/** What an assistant may expect of a tool before it calls it. */
export function annotationsOf({ kind }: Operation): ToolAnnotations {
  return { readOnlyHint: kind === 'question', destructiveHint: kind === 'change', openWorldHint: false }
}

/** An input with the first rows asked for where it says nothing of them. */
export function withLimit(operation: Operation, input: Readonly<Record<string, unknown>>) {
  return takesLimit(operation) ? { limit: ROWS, ...input } : input
}
