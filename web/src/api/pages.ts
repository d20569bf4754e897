import type { PagesTimeAnswer } from '#schema/answer/pages-answer.ts'
import { postJson } from './client.ts'

/** Opens the pages in a browser of the server and times them. */
export function timePages(page: readonly string[]): Promise<PagesTimeAnswer> {
  return postJson('/api/v1/pages-time', { page })
}
