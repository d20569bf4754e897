import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { Context } from 'hono'
import { stream } from 'hono/streaming'

/** Items of one piece: writing it holds up nobody for long. */
const ITEMS_AT_ONCE = 200

function isLong(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > ITEMS_AT_ONCE
}

/** JSON of an object in pieces: its long lists some items at a time. */
export function* jsonPieces(answer: Readonly<Record<string, unknown>>): Generator<string> {
  let separator = '{'
  for (const [field, value] of Object.entries(answer)) {
    if (value === undefined) continue
    yield `${separator}${JSON.stringify(field)}:`
    separator = ','
    if (!isLong(value)) {
      yield JSON.stringify(value)
      continue
    }
    for (let start = 0; start < value.length; start += ITEMS_AT_ONCE) {
      const items = JSON.stringify(value.slice(start, start + ITEMS_AT_ONCE))
      yield `${start === 0 ? '[' : ','}${items.slice(1, -1)}`
    }
    yield ']'
  }
  yield separator === '{' ? '{}' : '}'
}

/** Sends an answer as JSON; one with long lists piece by piece, others being served in between. */
export function sendJson(context: Context, answer: unknown): Response | Promise<Response> {
  context.header('content-type', 'application/json')
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer)
  if (!isObject || !Object.values(answer).some(isLong)) return context.body(JSON.stringify(answer))
  const pieces = jsonPieces({ ...answer })
  return stream(context, async (body) => {
    for (const piece of pieces) {
      await body.write(piece)
      await letOthersRun()
    }
  })
}
