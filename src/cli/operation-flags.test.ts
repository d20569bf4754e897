import { expect, test } from 'vitest'
import { OPERATIONS } from '#engine/index.ts'
import { operationFlags } from './operation-flags.ts'

const kind = (name: string, field: string) =>
  OPERATIONS.filter((operation) => operation.name === name)
    .flatMap(operationFlags)
    .find((flag) => flag.field === field)?.kind

test.each([
  ['assets', 'loose', 'switch'],
  ['assets-fetch', 'again', 'switch'],
  ['alerts-snooze', 'undo', 'switch'],
  ['import', 'dryRun', 'switch'],
  ['import', 'files', 'list'],
  ['import', 'undo', 'value'],
  ['rank', 'sample', 'value'],
])('%s takes %s as a %s', (name, field, expected) => {
  expect(kind(name, field)).toBe(expected)
})
