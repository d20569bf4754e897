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
}

async function answerHere(
  operation: Operation,
  input: unknown,
  { root, context }: AnswerOptions,
): Promise<unknown> {
  const project = await Project.open(root)
  try {
    const answer = await operation.run(project, input, context)
    await checkAfterCommand(project, operation.name)
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
