import { setTimeout as wait } from 'node:timers/promises'
import {
  type Operation,
  type OperationContext,
  type Owner,
  Project,
  projectFolder,
  readOwner,
  takeOwnership,
} from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { askServer } from './ask-server.ts'

const WAIT_MILLISECONDS = 120_000
const LOOK_EVERY = 200

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
    return await operation.run(project, input, context)
  } finally {
    await project.close()
  }
}

/** Runs an operation on a project, through its owner when a server has it, waiting while a command has it. */
export async function answerLocally(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  options: AnswerOptions,
): Promise<unknown> {
  const { lock } = projectFolder(options.root)
  const deadline = Date.now() + WAIT_MILLISECONDS
  let said = false
  for (;;) {
    const owner: Owner | null = await readOwner(lock)
    if (owner?.url) return askServer(operation, input, { url: owner.url, token: owner.token })
    try {
      const ownership = await takeOwnership(lock)
      try {
        return await answerHere(operation, input, options)
      } finally {
        await ownership.release()
      }
    } catch (error) {
      if (!(error instanceof PermilleError) || error.code !== 'busy' || Date.now() > deadline) throw error
      if (!said) options.say('Another permille command is using this project; waiting for it …')
      said = true
      await wait(LOOK_EVERY)
    }
  }
}
