import { dirname } from 'node:path'

/** The folder of this checkout. */
export const repository = dirname(dirname(import.meta.dirname))
