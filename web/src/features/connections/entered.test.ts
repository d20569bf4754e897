import { expect, test } from 'vitest'
import { freeName, misfit } from './entered.ts'

const FIELD = {
  name: 'organization',
  label: 'Organization id',
  help: '',
  where: '',
  secret: false,
  required: true,
  pattern: '^\\d+$',
  example: '1234567',
}

test('a value is held to the pattern its source declares, and a variable to none', () => {
  expect(misfit(FIELD, ' 123 ')).toBeNull()
  expect(misfit(FIELD, '')).toBeNull()
  expect(misfit(FIELD, `\${UNITY_ORG}`)).toBeNull()
  expect(misfit(FIELD, 'abc')).toContain('1234567')
  expect(misfit({ ...FIELD, pattern: null }, 'abc')).toBeNull()
})

test('a second connection of a source gets a name of its own', () => {
  expect(freeName('meta', [])).toBe('meta')
  expect(freeName('meta', ['meta', 'meta-2'])).toBe('meta-3')
})
