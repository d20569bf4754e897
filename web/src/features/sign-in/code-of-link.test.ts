import { expect, test } from 'vitest'
import { codeOfLink } from './code-of-link.ts'

test.each([
  ['/sign-in', '#code=a-b_C', 'a-b_C'],
  ['/sign-in', '#code=', null],
  ['/sign-in', '', null],
  ['/', '#code=abc', null],
])('%s%s holds the code %s', (pathname, hash, code) => {
  expect(codeOfLink({ pathname, hash })).toBe(code)
})
