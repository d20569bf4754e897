import { text } from 'node:stream/consumers'
import { main } from '../../src/cli/main.ts'
import type { CommandResult } from './run-permille.ts'

/** Runs the commands it is given one after the other, and prints how each ended and what it said. */
const commands: readonly (readonly string[])[] = JSON.parse(await text(process.stdin))
const print = process.stdout.write.bind(process.stdout)
const results: CommandResult[] = []
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0)
for (const command of commands) {
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: Uint8Array | string, encoding?: unknown, done?: () => void) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
      const then = typeof encoding === 'function' ? encoding : done
      if (then !== undefined) process.nextTick(then)
      return true
    }
  }
  results.push({ code: await main(command), ...said })
}
print(JSON.stringify(results))
