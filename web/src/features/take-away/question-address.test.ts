import { expect, test } from 'vitest'
import { fileAddress, questionFields } from './question-address.ts'

const COMPARED = { of: 'compare', params: { objects: ['Cat & Dog', 'Bird'], last: ['28d'] } } as const

test('a question is fetched as a file by its own address', () => {
  expect(fileAddress(COMPARED, 'xlsx')).toBe(
    '/api/v1/export?of=compare&objects=Cat+%26+Dog&objects=Bird&last=28d&format=xlsx',
  )
  expect(fileAddress(COMPARED, 'html')).toBe(
    '/api/v1/report?of=compare&objects=Cat+%26+Dog&objects=Bird&last=28d',
  )
})

test('a link is bound to one value alone, and to several as a list', () => {
  expect(questionFields(COMPARED)).toEqual({
    of: 'compare',
    objects: ['Cat & Dog', 'Bird'],
    last: '28d',
  })
  expect(questionFields({ of: 'rank', params: { where: [], by: undefined } })).toEqual({ of: 'rank' })
})
