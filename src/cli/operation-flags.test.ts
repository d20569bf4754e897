import { expect, test } from 'vitest'
import { OPERATIONS } from '#engine/index.ts'
import { operationFlags } from './operation-flags.ts'

const kind = (name: string, field: string) =>
  OPERATIONS.filter((operation) => operation.name === name)
    .flatMap(operationFlags)
    .find((flag) => flag.field === field)?.kind

const EVERYWHERE = ['json', 'output', 'project', 'server', 'token']

test('the flags of every example are flags of its command', () => {
  const unknown = OPERATIONS.flatMap((operation) => {
    const known = operationFlags(operation).filter(({ field }) => field !== operation.plainArguments)
    const names = new Set([...EVERYWHERE, ...known.map(({ name }) => name)])
    return operation.examples.filter((example) =>
      [...example.replaceAll(/"[^"]*"|'[^']*'/g, '').matchAll(/\s--([a-z-]+)/g)].some(
        ([, flag = '']) => !names.has(flag),
      ),
    )
  })
  expect(unknown).toEqual([])
})

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
