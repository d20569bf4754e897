import { toSentence } from '../format/words.ts'

/** What went wrong in one sentence, what to do in another. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: string
  readonly remedy: string | null

  constructor(code: string, message: string, remedy: string | null = null) {
    super(message)
    this.code = code
    this.remedy = remedy
  }
}

function readText(body: unknown, field: string): string | null {
  if (typeof body !== 'object' || body === null) return null
  const value: unknown = Reflect.get(body, field)
  return typeof value === 'string' && value !== '' ? value : null
}

/** The problem an unsuccessful answer describes, however much of it is there. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const message = readText(body, 'detail') ?? readText(body, 'title')
  const remedy = readText(body, 'remedy')
  return new Problem(
    readText(body, 'code') ?? `http_${response.status}`,
    message === null ? `The server answered ${response.status} without an explanation.` : toSentence(message),
    remedy === null ? null : toSentence(remedy),
  )
}

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem('internal', error instanceof Error ? error.message : String(error))
}
