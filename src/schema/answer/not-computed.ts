import { z } from 'zod'

/** For each field that is `null` because it could not be computed, the reason in a sentence. */
export const NotComputed = z.record(z.string(), z.string())
export type NotComputed = z.infer<typeof NotComputed>
