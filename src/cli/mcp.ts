import type { Command } from 'commander'
import { findProjectRoot, type Operation } from '#engine/index.ts'
import { askServer } from './ask-server.ts'
import { answerLocally } from './local-answer.ts'

/** Adds the command that lets an assistant ask, over standard input and output. */
export function addMcp(program: Command): void {
  const command = program
    .command('mcp')
    .summary('Let an assistant ask, over the Model Context Protocol')
    .description(
      'Serves the operations as tools on standard input and output, for an assistant that starts this command. It can ask, and change nothing unless --write is given.',
    )
    .option('--write', 'let the assistant change things too: import, merge creatives, plan tests …')
  command.action(async () => {
    const { project, server, token } = program.opts<{ project?: string; server?: string; token?: string }>()
    const { write } = command.opts<{ write?: boolean }>()
    const root = await findProjectRoot(project, process.cwd())
    const ask = (operation: Operation, input: Readonly<Record<string, unknown>>) =>
      server === undefined
        ? answerLocally(operation, input, { root, say: console.error, context: { localFiles: true } })
        : askServer(operation, input, { url: server, token: token ?? process.env.PERMILLE_TOKEN ?? '' })
    const { serveAssistant } = await import('#mcp/stdio.ts')
    await serveAssistant({ may: ({ kind }) => kind === 'question' || write === true, ask })
  })
}
