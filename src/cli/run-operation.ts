import { createInterface } from 'node:readline/promises'
import type { Operation } from '#engine/index.ts'
import { askServer, type ServerAddress } from './ask-server.ts'
import { EXIT } from './exit-codes.ts'
import { answerLocally } from './local-answer.ts'
import { printPresentation } from './print.ts'
import { progressBar } from './progress-bar.ts'

export interface RunOptions {
  readonly root: string
  readonly json: boolean
  readonly server: ServerAddress | null
}

async function ask(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  { root, server }: RunOptions,
) {
  if (server !== null) return askServer(operation, input, server)
  const bar = progressBar()
  try {
    return await answerLocally(operation, input, {
      root,
      say: (sentence) => console.error(sentence),
      context: { localFiles: true, onProgress: bar.onProgress },
    })
  } finally {
    bar.stop()
  }
}

function print(operation: Operation, answer: unknown, json: boolean): void {
  const text = json ? JSON.stringify(answer) : printPresentation(operation.present(answer))
  process.stdout.write(`${text}\n`)
}

async function confirm(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await prompt.question(question)).trim())
  } finally {
    prompt.close()
  }
}

/** Whether this import still needs somebody's word before it stores anything. */
function needsConsent(operation: Operation, input: Readonly<Record<string, unknown>>): boolean {
  return operation.name === 'import' && !input.yes && !input.dryRun && input.undo === undefined
}

/** Asks an operation and prints its answer; resolves to the exit code. */
export async function runOperation(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  options: RunOptions,
): Promise<number> {
  const answer = await ask(operation, input, options)
  print(operation, answer, options.json)
  const code = operation.exitCode(answer)
  if (!needsConsent(operation, input) || code !== EXIT.fine) return code
  if (!process.stdin.isTTY || options.json) {
    console.error('permille: nothing was stored.\n→ add --yes to store it, or --dry-run to only look')
    return EXIT.usage
  }
  if (!(await confirm('Store this? [y/N] '))) return EXIT.fine
  const stored = await ask(operation, { ...input, yes: true }, options)
  print(operation, stored, options.json)
  return operation.exitCode(stored)
}
