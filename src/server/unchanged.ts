import type { Context } from 'hono'
import type { Operation } from '#engine/index.ts'
import type { Desk } from './desk.ts'
import type { Env } from './env.ts'

const ANY = /^\s*\*\s*$/

function names(header: string, tag: string): boolean {
  const plain = tag.replace(/^W\//, '')
  return ANY.test(header) || header.split(',').some((one) => one.trim().replace(/^W\//, '') === plain)
}

/** The tag of answers that rest on a version, of one run of the server. */
export function tagOf(version: string, run: string): string {
  return `W/"${version}.${run}"`
}

/** Marks an answer by what it rests on: the tag it gets. */
export async function tagAnswer(
  context: Context<Env>,
  { project, run }: Desk,
  operation: Operation,
): Promise<string> {
  const tag = tagOf(await project.answerVersion(), run)
  context.header('etag', tag)
  context.header('cache-control', 'private, no-cache')
  context.header('vary', `Authorization, Cookie${operation.answersFile === undefined ? '' : ', Accept'}`)
  return tag
}

/** Whether whoever asks has the answer of this tag already. */
export function isKnown(context: Context<Env>, tag: string): boolean {
  const known = context.req.header('if-none-match')
  return known !== undefined && names(known, tag)
}
