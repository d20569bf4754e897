import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { type Assistant, assistantServer } from './assistant-server.ts'

/** Serves one assistant on standard input and output until it closes them. */
export async function serveAssistant(assistant: Assistant): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve)
  })
  const handle = serveStdio(() => assistantServer(assistant))
  await closed
  await handle.close()
}
