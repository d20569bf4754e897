import { createMcpHandler } from '@modelcontextprotocol/server'
import { type Caller, hasRight, type Project, rightOf } from '#engine/index.ts'
import { assistantServer } from './assistant-server.ts'

/** Who sent a request to the assistants' route, and where the server is reached. */
export interface AssistantRequest {
  readonly project: Project
  readonly caller: Caller
  readonly address: string
}

/** Answers one request of an assistant over HTTP; changes are offered to tokens whose scopes grant them. */
export async function answerAssistant(
  request: Request,
  { project, caller, address }: AssistantRequest,
): Promise<Response> {
  const handler = createMcpHandler(
    () =>
      assistantServer({
        may: (operation) =>
          (operation.kind === 'question' || caller.scopes !== null) && hasRight(caller, rightOf(operation)),
        ask: (operation, input) =>
          operation.run(project, input, {
            localFiles: false,
            goesOn: true,
            uploads: project.folder.uploads,
            caller,
            address,
          }),
      }),
    { responseMode: 'json', onerror: (error) => console.error(error.message) },
  )
  return handler.fetch(request)
}
