import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import type { Project } from '../project.ts'
import type { Presentation } from './presentation.ts'

/** What the surface that called an operation lends it. */
export interface OperationContext {
  readonly onProgress?: LoadProgress
  /** Files may be read by path; false for callers on another machine. */
  readonly localFiles: boolean
}

interface OperationText {
  /** Kebab-case; the command, the route and the page are called so. */
  readonly name: string
  readonly summary: string
  readonly description: string
  /** Commands as a person would type them, without `permille`. */
  readonly examples: readonly string[]
  /** A `question` changes nothing. */
  readonly kind: 'question' | 'change'
  /** Input field the command line fills with its plain arguments. */
  readonly plainArguments?: string
}

interface OperationSpec<Input extends z.ZodObject, Output extends z.ZodType> extends OperationText {
  readonly input: Input
  readonly output: Output
  run(project: Project, input: z.output<Input>, context: OperationContext): Promise<z.output<Output>>
  present(answer: z.output<Output>): Presentation
  /** Exit code of the command; 0 unless said. */
  exitCode?(answer: z.output<Output>): number
}

/** A question or command a person may ask: CLI, HTTP and documentation only present it. */
export interface Operation extends OperationText {
  readonly input: z.ZodObject
  readonly output: z.ZodType
  run(project: Project, input: unknown, context: OperationContext): Promise<unknown>
  present(answer: unknown): Presentation
  exitCode(answer: unknown): number
}

function usageError(name: string, error: z.ZodError): PermilleError {
  const [issue] = error.issues
  const field = issue?.path.join('.')
  return new PermilleError(
    'usage',
    `${name}: ${field ? `${field}: ` : ''}${issue?.message ?? 'the input is not valid'}`,
    {
      remedy: `see \`permille ${name} --help\``,
      details: { issues: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
    },
  )
}

/** Checks an operation's declaration and hides its types from the surfaces. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  spec: OperationSpec<Input, Output>,
): Operation {
  return {
    ...spec,
    async run(project, input, context) {
      const parsed = z.strictObject(spec.input.shape).safeParse(input)
      if (!parsed.success) throw usageError(spec.name, parsed.error)
      return spec.run(project, spec.input.parse(input), context)
    },
    present: (answer) => spec.present(spec.output.parse(answer)),
    exitCode: (answer) => spec.exitCode?.(spec.output.parse(answer)) ?? 0,
  }
}
