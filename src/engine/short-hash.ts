import { createHash } from 'node:crypto'

/** Twelve hexadecimal digits that tell a value apart from others. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12)
}
