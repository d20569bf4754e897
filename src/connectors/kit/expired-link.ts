import type { JudgedAnswer, Problem } from './problem.ts'

/** What a store of files (S3, Google Cloud Storage, Azure) says of a signed link that ran out; `null` for any other answer. */
export function expiredLink({ status, text }: Pick<JudgedAnswer, 'status' | 'text'>): Problem | null {
  const isOfStore = /^\s*(<\?xml[^>]*>\s*)?<Error>/.test(text)
  if (!isOfStore || ![400, 403, 404].includes(status)) return null
  const [, code = String(status)] = /<Code>([^<]{1,80})<\/Code>/.exec(text) ?? []
  return { kind: 'job_expired', said: code }
}
