import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { repository } from './repository.ts'
import { inheritedEnvironment } from './run-permille.ts'

export interface ServeOptions {
  readonly flags?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What the server has to print before the test goes on. */
  readonly until?: RegExp
  /** Put a shell between, as npm does, which dies of a signal and passes it to nobody. */
  readonly shell?: boolean
}

/** A `permille serve` of its own process. */
export interface ServedProject {
  readonly url: string
  readonly pid: number
  /** Everything it printed so far. */
  output(): string
  /** Ends it by a signal and resolves to its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

const READY = /permille is ready on (http:\S+)/
const START_WITHIN = 240_000

/** Starts `permille serve` on a free port and waits until it is ready; whoever asks stops it. */
export async function serveProject(
  folder: string,
  { flags = ['--port', '0'], env = {}, until = READY, shell = false }: ServeOptions = {},
): Promise<ServedProject> {
  const node = join(repository, 'node_modules/.bin/node')
  const command = [node, join(repository, 'bin/permille'), '--project', folder, 'serve', ...flags]
  const [program = node, ...args] = shell ? ['sh', '-c', '"$@"; true', 'sh', ...command] : command
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...inheritedEnvironment(), NO_COLOR: '1', ...env },
  })
  // A shell’s child keeps its streams open when the shell is gone.
  const ended = once(child, shell ? 'exit' : 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const deadline = Date.now() + START_WITHIN
  while (!until.test(output)) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`permille serve did not say ${until}: ${output}`)
    }
    await wait(20)
  }
  return {
    url: READY.exec(output)?.[1] ?? '',
    pid: child.pid ?? 0,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      await ended
      return child.exitCode
    },
  }
}
