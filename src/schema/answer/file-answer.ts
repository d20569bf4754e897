import { z } from 'zod'

/** A file somebody asked for; its bytes are base64 where it is no text. */
export const FileAnswer = z.object({
  name: z.string(),
  /** Media type. */
  type: z.string(),
  encoding: z.enum(['text', 'base64']),
  content: z.string(),
  /** Rows it holds, without the header. */
  rows: z.number().int(),
})
export type FileAnswer = z.infer<typeof FileAnswer>
