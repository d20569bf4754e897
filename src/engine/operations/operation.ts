import { z } from 'zod'
import type { Job } from '#schema/answer/job.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Role } from '#schema/role.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import { type Caller, LOCAL, type Right, requireRight } from '../access/caller.ts'
import type { Project } from '../project.ts'
import type { Presentation } from './presentation.ts'

/** What the surface that called an operation lends it. */
export interface OperationContext {
  readonly onProgress?: LoadProgress
  /** Told each entry of the answer's `lines` as soon as it is known. */
  readonly onLine?: (entry: unknown) => void
  /** Files may be read by path; false for callers on another machine. */
  readonly localFiles: boolean
  /** Folder a command is about, where no project need be in it yet. */
  readonly root?: string
  /** Folder of uploaded files, where files may be uploaded. */
  readonly uploads?: string
  /** Who asks; whoever uses the project's own machine by default. */
  readonly caller?: Caller
  /** Whether the process goes on after the answer, so that work may be begun that outlasts it. */
  readonly goesOn?: boolean
  /** Where people reach the server that answers, where one does. */
  readonly address?: string
  /** Ends the work before its end; nothing half done is left then. */
  readonly signal?: AbortSignal
  /** Told of the job that long work runs as, before it does anything. */
  readonly onJob?: (job: Job) => void
  /** The job that was cut off and is done again. */
  readonly resumes?: string
}

interface OperationText {
  /** Kebab-case; the command, the route and the page are called so. */
  readonly name: string
  /** The words of the command, where they are not the name: `test check`. */
  readonly command?: string
  /** Another word for the command. */
  readonly alias?: string
  readonly summary: string
  readonly description: string
  /** Commands as a person would type them, without `permille`. */
  readonly examples: readonly string[]
  /** A `question` changes nothing. */
  readonly kind: 'question' | 'change'
  /** Who may ask; a viewer for a question and an editor for a change unless said. */
  readonly role?: Role
  /** Whether the answer depends on more than rows, settings and decisions: the clock, the disk, uploads. */
  readonly isMomentary?: boolean
  /** Whether the answer holds a secret that is shown once and kept nowhere. */
  readonly answersSecret?: boolean
  /** Field of the answer whose entries `--json` prints a line each, where it is a list that may be long in coming. */
  readonly lines?: string
  /** Media types of the file it answers, where it answers one (`FileAnswer`). */
  readonly answersFile?: readonly string[]
  /** Input fields that may hold secrets; nothing writes them down. */
  readonly secretFields?: readonly string[]
  /** Input field the command line fills with its plain arguments. */
  readonly plainArguments?: string
  /**
   * Input field that names a file to write, and the field of the answer that says where it was written. A server
   * writes into a folder of its project; whoever asks on the same machine puts the file in place.
   */
  readonly writes?: { readonly to: string; readonly at: string }
  /** Input field that takes files by path, and the one that takes the ids of the same files uploaded. */
  readonly files?: { readonly paths: string; readonly uploads: string }
}

interface AnySpec<Input extends z.ZodObject, Output extends z.ZodType> extends OperationText {
  readonly input: Input
  readonly output: Output
  present(answer: z.output<Output>): Presentation
  /** Exit code of the command; 0 unless said. */
  exitCode?(answer: z.output<Output>): number
  /** The answer as it may be written down, where it shows values that must not be. */
  writtenDown?(answer: z.output<Output>): z.output<Output>
  /** Whether a change so asked only shows what it would do. */
  isPreview?(input: z.output<Input>): boolean
}

/** How long work is shown while it runs. */
interface LongWork<Input extends z.ZodObject> {
  /** What it does, as a person would say it; `null` where what is asked takes no time. */
  title(project: Project, input: z.output<Input>): Promise<string | null> | string | null
  /** Whether asking for the same again goes on where it was cut off. */
  readonly isResumable: boolean
}

interface OperationSpec<Input extends z.ZodObject, Output extends z.ZodType> extends AnySpec<Input, Output> {
  run(project: Project, input: z.output<Input>, context: OperationContext): Promise<z.output<Output>>
  /** Answers some inputs without a project; `null` where one is needed. */
  runAlone?(input: z.output<Input>, context: OperationContext): Promise<z.output<Output>> | null
  /** Work that takes its time runs as a job: it can be watched, cancelled, and asked for without waiting. */
  readonly job?: LongWork<Input>
}

interface StandaloneSpec<Input extends z.ZodObject, Output extends z.ZodType> extends AnySpec<Input, Output> {
  run(input: z.output<Input>, context: OperationContext): Promise<z.output<Output>>
}

/** A question or command a person may ask: CLI, HTTP and documentation only present it. */
export interface Operation extends OperationText {
  readonly command: string
  readonly role: Role
  readonly input: z.ZodObject
  readonly output: z.ZodType
  /** Whether it needs no project; then `run` may be given `null`. */
  readonly standalone: boolean
  /** Answers an input that needs no project; `null` for one that does. */
  runAlone(input: unknown, context: OperationContext): Promise<unknown> | null
  /** Whether it may take long, and then runs as a job. */
  readonly isLong: boolean
  run(project: Project | null, input: unknown, context: OperationContext): Promise<unknown>
  present(answer: unknown): Presentation
  exitCode(answer: unknown): number
  /** The answer as it may be written down. */
  writtenDown(answer: unknown): unknown
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

/** What an operation asks of its caller. */
export function rightOf({ name, role }: Pick<Operation, 'name' | 'role'>): Right {
  return { role, operations: [name] }
}

const roles = new Map<string, Role>()

/** The role each operation needs, by its name. */
export function operationRoles(): ReadonlyMap<string, Role> {
  return roles
}

function commonParts<Input extends z.ZodObject, Output extends z.ZodType>(spec: AnySpec<Input, Output>) {
  const command = spec.command ?? spec.name
  const role = spec.role ?? (spec.kind === 'question' ? 'viewer' : 'editor')
  roles.set(spec.name, role)
  return {
    ...spec,
    command,
    role,
    read(stated: unknown): z.output<Input> {
      const input = fieldsOf(stated)
      const parsed = z.strictObject(spec.input.shape).safeParse(input)
      if (!parsed.success) throw usageError(command, parsed.error, Object.keys(spec.input.shape))
      return spec.input.parse(input)
    },
    present: (answer: unknown) => spec.present(spec.output.parse(answer)),
    exitCode: (answer: unknown) => spec.exitCode?.(spec.output.parse(answer)) ?? 0,
    writtenDown(answer: unknown) {
      // What is asked without waiting is answered by its job, which shows no values.
      const own = spec.output.safeParse(answer)
      return own.success ? (spec.writtenDown?.(own.data) ?? answer) : answer
    },
  }
}

/** An input as it may be written down. */
function withoutSecrets(stated: unknown, secretFields: readonly string[]): unknown {
  const input = fieldsOf(stated)
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      secretFields.includes(name) ? 'not written down' : value,
    ]),
  )
}

/** Does a change, and writes down who did it and how it ended. */
async function audited<Answer>(
  { audit }: Project,
  act: { readonly who: string; readonly what: string; readonly detail: unknown },
  change: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const answer = await change()
    audit.add({ ...act, outcome: 'done' })
    return answer
  } catch (error) {
    audit.add({ ...act, outcome: error instanceof PermilleError ? error.code : 'internal' })
    throw error
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
    runAlone(stated, context) {
      if (spec.runAlone === undefined) return null
      requireRight(context.caller ?? LOCAL, rightOf(parts))
      return spec.runAlone(read(stated), context)
    },
    isLong: spec.job !== undefined,
    async run(project, stated, context) {
      if (project === null)
        throw new PermilleError('internal', `${parts.command} was asked without a project`)
      const { caller = LOCAL } = context
      requireRight(caller, rightOf(parts))
      const input = read(stated)
      const run = async (given: OperationContext) =>
        (await spec.runAlone?.(input, given)) ?? spec.run(project, input, given)
      if (spec.kind === 'question' || spec.isPreview?.(input) === true) return run(context)
      const detail = withoutSecrets(stated, spec.secretFields ?? [])
      const change = (given: OperationContext) =>
        audited(project, { who: caller.name, what: parts.command, detail }, () => run(given))
      const title = (await spec.job?.title(project, input)) ?? null
      if (spec.job === undefined || title === null) return change(context)
      const { isResumable } = spec.job
      const plan = { operation: spec.name, title, who: caller.name, input: detail, isResumable }
      return project.jobs.run(
        { ...plan, resumes: context.resumes ?? null },
        ({ signal, onProgress }) =>
          change({
            ...context,
            signal,
            onProgress(now) {
              onProgress(now)
              context.onProgress?.(now)
            },
          }),
        context.onJob,
      )
    },
  }
}

/** The same for an operation that answers from its input alone, in any folder. */
export function defineStandaloneOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  spec: StandaloneSpec<Input, Output>,
): Operation {
  const { read, ...parts } = commonParts(spec)
  const run = async (input: unknown, context: OperationContext) => {
    requireRight(context.caller ?? LOCAL, rightOf(parts))
    return spec.run(read(input), context)
  }
  return {
    ...parts,
    standalone: true,
    isLong: false,
    runAlone: run,
    run: (_project, input, context) => run(input, context),
  }
}
