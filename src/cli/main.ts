import { Command, CommanderError } from 'commander'
import {
  findProjectRoot,
  OPERATIONS,
  type Operation,
  PERMILLE_VERSION,
  requireFolder,
} from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { EXIT, exitCodeOf } from './exit-codes.ts'
import { addMcp } from './mcp.ts'
import { operationFlags } from './operation-flags.ts'
import { outputFile } from './output-file.ts'
import { runOperation } from './run-operation.ts'
import { addServe } from './serve.ts'

const collect = (value: string, earlier: string[] = []) => [...earlier, value]

/** The command that holds the others whose first words are the same: `test` of `test check`. */
function groupOf(program: Command, words: readonly string[]): Command {
  return words.reduce(
    (parent, word) =>
      parent.commands.find((command) => command.name() === word) ??
      parent.command(word).summary(`\`permille ${word} --help\` lists its commands`),
    program,
  )
}

/** Where a command lies below another that takes a flag of the same name, the upper one reads it. */
function flagsReadAbove(command: Command): Record<string, unknown> {
  const upper = command.parent?.opts<Record<string, unknown>>() ?? {}
  const own = new Set(command.options.map((option) => option.attributeName()))
  return Object.fromEntries(Object.entries(upper).filter(([name]) => own.has(name)))
}

function addOperation(program: Command, operation: Operation, finish: (code: number) => void): void {
  const words = operation.command.split(' ')
  const command = groupOf(program, words.slice(0, -1))
    .command(words.at(-1) ?? operation.name)
    .summary(operation.summary)
    .description(operation.description)
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `\nExamples:\n${operation.examples.map((example) => `  permille ${example}`).join('\n')}`,
    )
  if (operation.alias !== undefined) command.alias(operation.alias)
  if (operation.answersFile !== undefined) {
    command.option('--output <file>', 'file to write; --to FILE says the same')
  }
  for (const flag of operationFlags(operation)) {
    if (flag.field === operation.plainArguments) {
      command.argument(`[${flag.name}...]`, flag.description)
    } else if (flag.kind === 'switch') {
      command.option(`--${flag.name}`, flag.description)
    } else if (flag.kind === 'list') {
      command.option(`--${flag.name} <value>`, `${flag.description} (repeatable)`, collect)
    } else {
      command.option(`--${flag.name} <value>`, flag.description)
    }
  }
  command.action(async () => {
    const { project, server, token } = program.opts<{ project?: string; server?: string; token?: string }>()
    const { json, ...flags } = { ...flagsReadAbove(command), ...command.opts<Record<string, unknown>>() }
    const { input: stated, output } = outputFile(operation, flags)
    const input =
      operation.plainArguments === undefined || command.args.length === 0
        ? stated
        : { ...stated, [operation.plainArguments]: command.args }
    const root = await findProjectRoot(project, process.cwd())
    if (operation.kind === 'question' && server === undefined && project !== undefined) {
      await requireFolder(root)
    }
    finish(
      await runOperation(operation, input, {
        root,
        json: json === true,
        output,
        server:
          server === undefined ? null : { url: server, token: token ?? process.env.PERMILLE_TOKEN ?? '' },
      }),
    )
  })
}

function buildProgram(finish: (code: number) => void): Command {
  const program = new Command('permille')
    .description(
      'Creative analytics for mobile user acquisition: which creatives turn impressions into installs.',
    )
    .version(PERMILLE_VERSION)
    .option('--project <folder>', 'project folder; the nearest permille.yaml upwards by default')
    .option('--server <url>', 'ask a running permille server instead')
    .option('--token <token>', 'token for --server (or PERMILLE_TOKEN)')
    .option('--verbose', 'print the whole cause of an error')
    .exitOverride()
  for (const operation of OPERATIONS) addOperation(program, operation, finish)
  addServe(program)
  addMcp(program)
  return program
}

function report(error: unknown, verbose: boolean): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage
  }
  if (error instanceof PermilleError) {
    console.error(`permille: ${error.message}.${error.remedy === null ? '' : `\n→ ${error.remedy}`}`)
    if (verbose) console.error(error.cause ?? error.stack)
    return exitCodeOf(error.code)
  }
  console.error(
    `permille: something unexpected happened: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
  )
  console.error(
    verbose && error instanceof Error
      ? error.stack
      : '→ run it again with --verbose and report what it prints',
  )
  return EXIT.unexpected
}

/** A reader such as `head` may close its end early; what is left to say is then not said, and nothing else changes. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** Runs one command; resolves to its exit code. Without a command it serves the page. */
export async function main(argv: readonly string[]): Promise<number> {
  outliveReaders()
  let code: number = EXIT.fine
  const program = buildProgram((finished) => {
    code = finished
  })
  try {
    await program.parseAsync(argv.length === 0 ? ['serve'] : [...argv], { from: 'user' })
    return code
  } catch (error) {
    return report(error, argv.includes('--verbose'))
  }
}
