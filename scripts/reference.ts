import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type OperationFlag, operationFlags } from '../src/cli/operation-flags.ts'
import { OPERATIONS, type Operation } from '../src/engine/index.ts'

const root = dirname(import.meta.dirname)
const FOLDER = 'docs/reference'
const GENERATED = '<!-- Generated from the operation itself: npm run reference -->'

interface Schema {
  readonly type?: string | readonly string[] | undefined
  readonly default?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly const?: unknown
  readonly format?: string | undefined
  readonly description?: string | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly items?: Schema | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly additionalProperties?: Schema | undefined
}

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    anyOf: z.array(Schema).optional(),
    items: Schema.optional(),
    properties: z.record(z.string(), Schema).optional(),
    additionalProperties: Schema.optional().catch(undefined),
  }),
)

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
  return Schema.parse(z.toJSONSchema(type, { io, unrepresentable: 'any' }))
}

/** The generated pages of `docs/reference` for the operations as they are now: path → text. */
export function renderReference(): ReadonlyMap<string, string> {
  const pages = OPERATIONS.map((operation) => [pagePath(operation), renderOperation(operation)] as const)
  return new Map([...pages, [`${FOLDER}/index.md`, renderIndex()]])
}

function pagePath({ name }: Operation): string {
  return `${FOLDER}/operations/${name}.md`
}

function renderIndex(): string {
  const rows = OPERATIONS.map(
    (operation) =>
      `| [\`${operation.command}\`](operations/${operation.name}.md) | ${operation.summary} | ${operation.kind} | ${routes(operation).join(', ')} |`,
  )
  return `# Reference

${GENERATED}

An operation is one question or one change. The command line, HTTP and the page offer the same operations with the
same inputs and give the same answers.

| Operation | What it does | Kind | Route |
| --- | --- | --- | --- |
${rows.join('\n')}

Two commands are no operations: \`permille serve\` serves the page and the API, see [HTTP](http.md); \`permille mcp\`
serves them to an [assistant](../assistants.md).

## Also

- [Settings](settings.md): every key of \`permille.yaml\`
- [Exit codes](exit-codes.md) of the command
- [Environment](environment.md): the variables permille reads
- [HTTP](http.md): routes, errors, uploads, asking again, monitoring
- [Who may come in](../access.md): people, roles, tokens, links, what keeps others out
- [Exports, reports and links](../sharing.md): an answer as a file, a page, a link
- [Notes](../notes.md): the codes an answer may carry
- [Metrics](../metrics/README.md): one page for each
`
}

function routes({ name, kind }: Operation): string[] {
  const path = `/api/v1/${name}`
  return kind === 'question' ? [`\`GET ${path}\``, `\`POST ${path}\``] : [`\`POST ${path}\``]
}

function renderOperation(operation: Operation): string {
  const { command, summary, description, examples, kind, role } = operation
  const effect = `${kind === 'question' ? 'A question: it changes nothing.' : 'A change.'} Needs the role [${role}](../../access.md#people).`
  return `# ${command}

${GENERATED}

${summary}.

${description}

${effect} Over HTTP: ${routes(operation).join(' or ')}, see [HTTP](../http.md).

## Input

${renderInput(operation)}

${operation.lines === undefined ? '`--json` prints the answer as JSON.' : `\`--json\` prints a line of JSON for each of the answer's \`${operation.lines}\`, as soon as it is known.`} \`--project\`, \`--server\`, \`--token\` and \`--verbose\` go with every command.

## Examples

\`\`\`sh
${examples.map((example) => `permille ${example}`).join('\n')}
\`\`\`

## Answer

${renderAnswer(operation)}
`
}

function renderInput(operation: Operation): string {
  const flags = operationFlags(operation)
  if (flags.length === 0) return 'None.'
  const output = '| `--output <file>` | – | text | – | file the command writes; standard output without it |'
  const { properties = {} } = schemaOf(operation.input, 'input')
  const rows = flags.map((flag) => {
    const schema = properties[flag.field] ?? {}
    const spelled =
      flag.field === operation.plainArguments
        ? `\`[${flag.name}...]\``
        : `\`--${flag.name}${flag.kind === 'switch' ? '' : ' <value>'}\``
    return `| ${spelled} | \`${flag.field}\` | ${cell(inputType(flag, schema))} | ${cell(defaultOf(flag, schema))} | ${cell(flag.description)} |`
  })
  return [
    '| Flag | HTTP field | Type | Default | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...(operation.answersFile === undefined ? [] : [output]),
    ...rows,
  ].join('\n')
}

function inputType({ kind }: OperationFlag, schema: Schema): string {
  if (kind === 'switch') return 'yes or no'
  const options = [schema, ...(schema.anyOf ?? [])]
  if (kind === 'list') {
    const pairs = options.some(({ type }) => type === 'object')
    return pairs ? 'FIELD=VALUE, repeatable; an object over HTTP' : 'text, repeatable'
  }
  const words = options.flatMap((option) => option.enum ?? []).filter((word) => word !== '')
  if (words.length > 0) return words.map((word) => `\`${word}\``).join(', ')
  if (schema.format === 'date') return 'day'
  if (schema.anyOf === undefined && schema.type === 'integer') return 'whole number'
  if (schema.anyOf === undefined && schema.type === 'number') return 'number'
  return 'text'
}

function defaultOf({ kind }: OperationFlag, schema: Schema): string {
  const value = schema.default
  if (kind === 'switch') return value === true ? 'yes' : 'no'
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return '–'
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

function renderAnswer({ output }: Operation): string {
  const { properties = {} } = schemaOf(output, 'output')
  const rows = Object.entries(properties).flatMap(([field, schema]) => answerRows(field, schema))
  return ['| Field | Type |', '| --- | --- |', ...rows].join('\n')
}

/** One row for a field; an object, or a list of objects, is spread over a row for each of its fields. */
function answerRows(field: string, schema: Schema): string[] {
  const inner = schema.type === 'array' ? schema.items : schema
  const properties = inner?.properties
  if (properties === undefined) return [`| \`${field}\` | ${cell(answerType(schema))} |`]
  const path = schema.type === 'array' ? `${field}[]` : field
  return Object.entries(properties).map(
    ([name, part]) => `| \`${path}.${name}\` | ${cell(answerType(part))} |`,
  )
}

function answerType(schema: Schema): string {
  const options =
    schema.anyOf ?? (typeof schema.type === 'object' ? schema.type.map((type) => ({ ...schema, type })) : [])
  if (options.length > 0) {
    const types = [...new Set(options.map(answerType))]
    return [...types.filter((type) => type !== 'null'), ...types.filter((type) => type === 'null')].join(
      ' or ',
    )
  }
  if (schema.enum) return schema.enum.map((word) => `\`${word}\``).join(', ')
  if (schema.format === 'date') return 'day'
  if (schema.format === 'date-time') return 'instant'
  if (schema.type === 'array') return `list of ${inner(schema.items)}`
  if (schema.type === 'object') {
    if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`
    return `${inner(schema.additionalProperties)} by name`
  }
  if (schema.type === 'string') return 'text'
  if (schema.type === 'integer') return 'whole number'
  if (schema.type === 'boolean') return 'true or false'
  return String(schema.type ?? 'any')
}

function inner(schema: Schema = {}): string {
  const type = answerType(schema)
  return type.includes(' or ') ? `(${type})` : type
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

if (import.meta.main) {
  for (const left of globSync(`${FOLDER}/operations/*.md`, { cwd: root })) rmSync(join(root, left))
  for (const [path, text] of renderReference()) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
