import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { repository } from './repository.ts'

const Result = z.object({ code: z.number(), stdout: z.string(), stderr: z.string() })
/** How a command ended and what it said; `code` is -1 when a signal ended it. */
export type CommandResult = Readonly<z.output<typeof Result>>

export interface CommandOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  readonly timeoutMs?: number
}

/** Runs the `permille` command of this checkout, as a person would from a terminal without colours. */
export function runPermille(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const node = join(repository, 'node_modules/.bin/node')
  return runCommand(node, [join(repository, 'bin/permille'), ...args], options)
}

/** Runs several `permille` commands one after the other in one process, at a fraction of what starting each takes. */
export async function runPermilleEach(
  commands: readonly (readonly string[])[],
  options: CommandOptions,
): Promise<readonly CommandResult[]> {
  const node = join(repository, 'node_modules/.bin/node')
  const script = join(repository, 'test/support/commands-process.ts')
  const { code, stdout, stderr } = await runCommand(node, [script], {
    ...options,
    input: JSON.stringify(commands),
  })
  if (code !== 0) throw new Error(`the commands ended with ${code}: ${stderr}`)
  return z.array(Result).parse(JSON.parse(stdout))
}

/** Runs a command to its end and returns what it said. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, input = '', timeoutMs = 240_000 }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...inheritedEnvironment(), NO_COLOR: '1', ...env },
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, ...output }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** Without what the test runner adds for itself and without the developer's own permille settings. */
export function inheritedEnvironment(): NodeJS.ProcessEnv {
  const own = /^(NODE_OPTIONS|NODE_ENV|VITEST.*|TEST|PERMILLE_.*|FORCE_COLOR|UV_THREADPOOL_SIZE)$/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
}
