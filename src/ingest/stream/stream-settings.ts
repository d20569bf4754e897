import { z } from 'zod'

/** Which stream a load is of, and when its source was asked. */
export const StreamSettings = z.object({
  id: z.string(),
  /** Name of the connection in the project. */
  connection: z.string(),
  observedAt: z.iso.datetime(),
})
export type StreamSettings = Readonly<z.infer<typeof StreamSettings>>
