import {
  checkAfterCommand,
  type Operation,
  type OperationContext,
  Project,
  projectFolder,
} from '#engine/index.ts'
import { askOwner } from './ask-owner.ts'
import { awaitProject } from './await-project.ts'

/** Where an answer comes from: this process, or the server that owns the project. */
export interface AnswerOptions {
  readonly root: string
  readonly say: (sentence: string) => void
  readonly context: OperationContext
  /** Told how far work is that outlasts the answer, where it is waited for. */
  readonly onRest?: NonNullable<OperationContext['onProgress']>
}

/** Waits for what was begun beside the answer: in a process of its own it would end with it. */
async function finish({ jobs }: Project, { say, onRest }: AnswerOptions): Promise<void> {
  const [first] = jobs.running
  if (first === undefined) return
  say(`${first.title} …`)
  const stop = jobs.listen(({ state, fraction }) => {
    if (state === 'running') onRest?.({ fraction, rows: 0 })
  })
  await jobs.idle()
  stop()
}

async function answerHere(operation: Operation, input: unknown, options: AnswerOptions): Promise<unknown> {
  const { root, context } = options
  const project = await Project.open(root)
  try {
    const answer = await operation.run(project, input, context)
    await checkAfterCommand(project, operation.name)
    if (context.goesOn === true) await finish(project, options)
    return answer
  } finally {
    await project.close()
  }
}

/** Runs an operation on a project if it needs one, through its owner when a server has it, waiting while a command has it. */
export async function answerLocally(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  options: AnswerOptions,
): Promise<unknown> {
  const alone = operation.runAlone(input, { root: options.root, ...options.context })
  if (alone !== null) return alone
  const access = await awaitProject(projectFolder(options.root).lock, options.say)
  if (access.kind === 'server') {
    return askOwner(operation, input, { url: access.url, token: access.owner.token })
  }
  try {
    return await answerHere(operation, input, options)
  } finally {
    await access.ownership.release()
  }
}
