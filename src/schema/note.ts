import { z } from 'zod'

/** Something a reader must know about an answer: a code for programs, a sentence for people. */
export const Note = z.object({
  code: z.string(),
  message: z.string(),
  severity: z.enum(['info', 'warning']),
})
export type Note = z.infer<typeof Note>
