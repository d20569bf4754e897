import { z } from 'zod'
import { oneOf } from './inputs.ts'

const LONGEST_ADDRESS = 8000

export const SavedViewAnswer = z.object({
  name: z.string(),
  /** Path and search of the page, behind the address of the server. */
  address: z.string(),
  /** Who saved it last; `null` where that was on the project's machine. */
  user: z.string().nullable(),
  savedAt: z.iso.datetime(),
})

export const ViewName = oneOf(z.string().trim().min(1).max(80)).meta({
  description: 'what the view is called',
})

/** The part of an address behind the server: a page and its question, of this server only. */
export const PageAddress = z
  .string()
  .max(LONGEST_ADDRESS)
  .regex(
    /^\/(?:[a-z-]+(?:\/[a-z-]+)*)?(?:\?[^#\s]*)?$/,
    'write the address of a page of permille, such as /why?last=28d',
  )
