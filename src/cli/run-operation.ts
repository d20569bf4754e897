import { createInterface } from 'node:readline/promises'
import { z } from 'zod'
import { OPERATIONS, type Operation } from '#engine/index.ts'
import { askServer, type ServerAddress } from './ask-server.ts'
import { EXIT } from './exit-codes.ts'
import { answerLocally } from './local-answer.ts'
import { printPresentation } from './print.ts'
import { progressBar } from './progress-bar.ts'
import { writeAnsweredFile } from './write-answered-file.ts'

export interface RunOptions {
  readonly root: string
  readonly json: boolean
  /** File to write an answered file to. */
  readonly output: string | undefined
  readonly server: ServerAddress | null
}

function printLine(entry: unknown): void {
  process.stdout.write(`${JSON.stringify(entry)}\n`)
}

async function ask(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  { root, server, json }: RunOptions,
) {
  if (server !== null) return askServer(operation, input, server)
  const bar = progressBar()
  const rest = progressBar()
  try {
    return await answerLocally(operation, input, {
      root,
      say: (sentence) => console.error(sentence),
      onRest: (progress) => {
        bar.stop()
        rest.onProgress(progress)
      },
      context: {
        localFiles: true,
        goesOn: true,
        onProgress: bar.onProgress,
        ...(json && operation.lines !== undefined ? { onLine: printLine } : {}),
      },
    })
  } finally {
    bar.stop()
    rest.stop()
  }
}

function linesOf(answer: unknown, field: string): readonly unknown[] {
  return (
    z
      .record(z.string(), z.unknown())
      .pipe(z.object({ [field]: z.array(z.unknown()) }))
      .parse(answer)[field] ?? []
  )
}

async function print(
  operation: Operation,
  answer: unknown,
  { json, output, server }: RunOptions,
): Promise<void> {
  if (operation.answersFile !== undefined && (output !== undefined || !json)) {
    return writeAnsweredFile(answer, output)
  }
  if (json && operation.lines !== undefined) {
    // In this process each line was printed when it was known; a server answers them all at once.
    if (server !== null) for (const entry of linesOf(answer, operation.lines)) printLine(entry)
    return
  }
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

/** Whether a person at a terminal is to be asked what to connect: no field was given, and nothing else is wanted. */
function isToBePrompted(
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  json: boolean,
): boolean {
  const says = ['set', 'list', 'test', 'remove', 'accounts', 'reports', 'since', 'version']
  return (
    operation.name === 'connect' &&
    !json &&
    process.stdin.isTTY === true &&
    process.stdout.isTTY === true &&
    says.every((field) => input[field] === undefined)
  )
}

async function prompted(
  input: Readonly<Record<string, unknown>>,
  options: RunOptions,
): Promise<Readonly<Record<string, unknown>> | null> {
  const listing = OPERATIONS.find(({ name }) => name === 'connections')
  if (listing === undefined) return input
  const wanted = Array.isArray(input.source) ? String(input.source[0]) : undefined
  const { promptConnection } = await import('./connect-prompts.ts')
  const entered = await promptConnection(await ask(listing, {}, options), wanted)
  return entered === null ? null : { ...input, ...entered }
}

/** Asks an operation and prints its answer; resolves to the exit code. */
export async function runOperation(
  operation: Operation,
  given: Readonly<Record<string, unknown>>,
  options: RunOptions,
): Promise<number> {
  const input = isToBePrompted(operation, given, options.json) ? await prompted(given, options) : given
  if (input === null) return EXIT.fine
  const answer = await ask(operation, input, options)
  await print(operation, answer, options)
  const code = operation.exitCode(answer)
  if (!needsConsent(operation, input) || code !== EXIT.fine) return code
  if (!process.stdin.isTTY || options.json) {
    console.error('permille: nothing was stored.\n→ add --yes to store it, or --dry-run to only look')
    return EXIT.usage
  }
  if (!(await confirm('Store this? [y/N] '))) return EXIT.fine
  const stored = await ask(operation, { ...input, yes: true }, options)
  await print(operation, stored, options)
  return operation.exitCode(stored)
}
