import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import type { Project } from '../project.ts'
import type { Presentation } from './presentation.ts'

/** What the surface that called an operation lends it. */
export interface OperationContext {
  readonly onProgress?: LoadProgress
  /** Files may be read by path; false for callers on another machine. */
  readonly localFiles: boolean
  /** Folder of uploaded files, where files may be uploaded. */
  readonly uploads?: string
}

interface OperationText {
  /** Kebab-case; the command, the route and the page are called so. */
  readonly name: string
  /** The words of the command, where they are not the name: `test check`. */
  readonly command?: string
  readonly summary: string
  readonly description: string
  /** Commands as a person would type them, without `permille`. */
  readonly examples: readonly string[]
  /** A `question` changes nothing. */
  readonly kind: 'question' | 'change'
  /** Input field the command line fills with its plain arguments. */
  readonly plainArguments?: string
  /** Input field that takes files by path, and the one that takes the ids of the same files uploaded. */
  readonly files?: { readonly paths: string; readonly uploads: string }
}

interface AnySpec<Input extends z.ZodObject, Output extends z.ZodType> extends OperationText {
  readonly input: Input
  readonly output: Output
  present(answer: z.output<Output>): Presentation
  /** Exit code of the command; 0 unless said. */
  exitCode?(answer: z.output<Output>): number
}

interface OperationSpec<Input extends z.ZodObject, Output extends z.ZodType> extends AnySpec<Input, Output> {
  run(project: Project, input: z.output<Input>, context: OperationContext): Promise<z.output<Output>>
}

interface StandaloneSpec<Input extends z.ZodObject, Output extends z.ZodType> extends AnySpec<Input, Output> {
  run(input: z.output<Input>, context: OperationContext): Promise<z.output<Output>>
}

/** A question or command a person may ask: CLI, HTTP and documentation only present it. */
export interface Operation extends OperationText {
  readonly command: string
  readonly input: z.ZodObject
  readonly output: z.ZodType
  /** Whether it needs no project; then `run` may be given `null`. */
  readonly standalone: boolean
  run(project: Project | null, input: unknown, context: OperationContext): Promise<unknown>
  present(answer: unknown): Presentation
  exitCode(answer: unknown): number
}

/** An input by the names of its fields, whether they were written so or as flags: `min-impressions`. */
function fieldsOf(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  )
}

/** What to write instead, where Zod only says what it saw. */
function sentenceOf(issue: z.core.$ZodIssue | undefined, fields: readonly string[]): string {
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys
    const close = nearest(name, fields)
    return `unknown field: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`
  }
  if (issue?.code === 'invalid_type' && issue.expected === 'number') return 'write a number'
  if (issue?.code === 'invalid_format' && issue.format === 'date') return 'write a day as YYYY-MM-DD'
  return issue?.message ?? 'the input is not valid'
}

function usageError(command: string, error: z.ZodError, fields: readonly string[]): PermilleError {
  const [issue] = error.issues
  const field = issue?.path.join('.')
  return new PermilleError('usage', `${command}: ${field ? `${field}: ` : ''}${sentenceOf(issue, fields)}`, {
    remedy: `see \`permille ${command} --help\``,
    details: { issues: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
  })
}

function commonParts<Input extends z.ZodObject, Output extends z.ZodType>(spec: AnySpec<Input, Output>) {
  const command = spec.command ?? spec.name
  return {
    ...spec,
    command,
    read(stated: unknown): z.output<Input> {
      const input = fieldsOf(stated)
      const parsed = z.strictObject(spec.input.shape).safeParse(input)
      if (!parsed.success) throw usageError(command, parsed.error, Object.keys(spec.input.shape))
      return spec.input.parse(input)
    },
    present: (answer: unknown) => spec.present(spec.output.parse(answer)),
    exitCode: (answer: unknown) => spec.exitCode?.(spec.output.parse(answer)) ?? 0,
  }
}

/** Checks an operation's declaration and hides its types from the surfaces. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  spec: OperationSpec<Input, Output>,
): Operation {
  const { read, ...parts } = commonParts(spec)
  return {
    ...parts,
    standalone: false,
    async run(project, input, context) {
      if (project === null)
        throw new PermilleError('internal', `${parts.command} was asked without a project`)
      return spec.run(project, read(input), context)
    },
  }
}

/** The same for an operation that answers from its input alone, in any folder. */
export function defineStandaloneOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  spec: StandaloneSpec<Input, Output>,
): Operation {
  const { read, ...parts } = commonParts(spec)
  return {
    ...parts,
    standalone: true,
    run: async (_project, input, context) => spec.run(read(input), context),
  }
}
