import { join } from 'node:path'
import { repository } from './repository.ts'

/** A file of the real data beside the checkout; guard its tests with `requirement('shared-data')`. */
export function sharedData(path: string): string {
  return join(repository, '../shared/data', path)
}
