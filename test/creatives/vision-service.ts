import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the service does with the next request; after the last it goes on doing that. */
export type Turn = 'answer' | 'refuse' | 'bad-json' | 'other-words' | 'rate-limit' | 'no-key'

/** One request as it arrived. */
export interface Asked {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const USAGE = { input: 1000, output: 50 }

/** An answer in the protocol that the path belongs to. */
function protocolAnswer(path: string, text: string, isRefused: boolean): object {
  const { input, output } = USAGE
  if (path.endsWith('/messages'))
    return {
      ...{ id: 'm', type: 'message', role: 'assistant', model: 'm' },
      content: isRefused ? [] : [{ type: 'tool_use', id: 't', name: 'json', input: parsed(text) }],
      stop_reason: isRefused ? 'refusal' : 'tool_use',
      usage: { input_tokens: input, output_tokens: output },
    }
  if (path.endsWith(':generateContent'))
    return {
      candidates: [
        isRefused
          ? { content: {}, finishReason: 'SAFETY' }
          : { content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP' },
      ],
      usageMetadata: {
        promptTokenCount: input,
        candidatesTokenCount: output,
        totalTokenCount: input + output,
      },
    }
  if (path.endsWith('/responses'))
    return {
      ...{ id: 'r', object: 'response', created_at: 1, model: 'm', status: 'completed' },
      output: [
        {
          ...{ type: 'message', id: 'o', role: 'assistant', status: 'completed' },
          content: isRefused
            ? [{ type: 'output_text', text: '', annotations: [] }]
            : [{ type: 'output_text', text, annotations: [] }],
        },
      ],
      usage: { input_tokens: input, output_tokens: output, total_tokens: input + output },
    }
  return {
    ...{ id: 'c', object: 'chat.completion', created: 1, model: 'm' },
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: isRefused ? '' : text },
        finish_reason: isRefused ? 'content_filter' : 'stop',
      },
    ],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces).toString('utf8')
}

/** A server of this machine that speaks the protocols of OpenAI, Anthropic, Google and those compatible with OpenAI's. */
export async function visionService(answer: unknown) {
  const asked: Asked[] = []
  let turns: readonly Turn[] = ['answer']
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    asked.push({ path, headers: request.headers, body: await bodyOf(request) })
    const [turn = 'answer', ...rest] = turns
    if (rest.length > 0) turns = rest
    const send = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    const problem = (message: string) => ({ error: { message, type: 'x', code: 'x', status: 'x' } })
    if (turn === 'rate-limit') return send(429, problem('slow down'), { 'retry-after': '0' })
    if (turn === 'no-key')
      return send(
        401,
        problem(`wrong key ${request.headers.authorization ?? JSON.stringify(request.headers)}`),
      )
    const texts = { 'bad-json': '{"concept": [', 'other-words': '{"concept": {"values": ["free money"]}}' }
    const text = turn === 'bad-json' || turn === 'other-words' ? texts[turn] : JSON.stringify(answer)
    return send(200, protocolAnswer(path, text, turn === 'refuse'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    asked,
    take: (...next: readonly Turn[]) => {
      turns = next
      asked.length = 0
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
