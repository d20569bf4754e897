import { type CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { type Operation, PERMILLE_VERSION } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { documentationPages } from './pages.ts'
import { annotationsOf, descriptionOf, inputOf, TOOL_OPERATIONS, withLimit } from './tool.ts'

export interface Assistant {
  /** Whether this operation may be used. */
  may(operation: Operation): boolean
  ask(operation: Operation, input: Readonly<Record<string, unknown>>): Promise<unknown>
}

const INSTRUCTIONS = `permille tells which creatives turn impressions into installs, and whether a difference is real.
Begin with project (events, dimensions, days), then rank. Say the interval and the decision of a creative, never its bare
rate; say what the notes of an answer warn of; null with a reason under notComputed is not 0. Numbers rest on a basis
(network, mmp, own, skan), never add bases. What a metric or a note means stands in the resources.`

async function answered(answer: Promise<unknown>): Promise<CallToolResult> {
  try {
    return { content: [{ type: 'text', text: JSON.stringify(await answer) }] }
  } catch (error) {
    if (!(error instanceof PermilleError)) {
      console.error(error)
      return { isError: true, content: [{ type: 'text', text: 'something unexpected happened' }] }
    }
    const text = [error.message, error.remedy].filter((part) => part !== null).join('. → ')
    return { isError: true, content: [{ type: 'text', text: `${error.code}: ${text}` }] }
  }
}

/** A server of the Model Context Protocol with the operations this assistant may use. */
export async function assistantServer({ may, ask }: Assistant): Promise<McpServer> {
  const server = new McpServer(
    { name: 'permille', title: 'permille', version: PERMILLE_VERSION },
    { instructions: INSTRUCTIONS.replaceAll('\n', ' ') },
  )
  for (const operation of TOOL_OPERATIONS.filter(may)) {
    server.registerTool(
      operation.name,
      {
        title: operation.summary,
        description: descriptionOf(operation),
        inputSchema: inputOf(operation),
        annotations: annotationsOf(operation),
      },
      (input) => answered(ask(operation, withLimit(operation, input))),
    )
  }
  for (const { name, uri, title, read } of await documentationPages()) {
    server.registerResource(name, uri, { title, mimeType: 'text/markdown' }, async () => ({
      contents: [{ uri, mimeType: 'text/markdown', text: await read() }],
    }))
  }
  return server
}
