import type { Context } from 'hono'
import type { Operation } from '#engine/index.ts'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import type { Env } from './env.ts'

/** Whether this caller gets the file itself, which a program gets as JSON where it asks for that. */
export function wantsFile(context: Context<Env>, { answersFile }: Operation): boolean {
  return answersFile !== undefined && !/\bapplication\/json\b/i.test(context.req.header('accept') ?? '')
}

/** Sends a file as a download under its name. */
export function sendFile(context: Context<Env>, answer: unknown): Response {
  const { name, type, encoding, content } = FileAnswer.parse(answer)
  context.header('content-type', type)
  context.header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`)
  return context.body(encoding === 'text' ? content : new Uint8Array(Buffer.from(content, 'base64')))
}
