import { PermilleError } from '#schema/error.ts'

/** The error for a file that is no readable table: what it is, and what to do instead. */
export function refuse(name: string, finding: string, remedy: string, cause?: unknown): PermilleError {
  return new PermilleError('input_refused', `${name} ${finding}`, { remedy, cause })
}
