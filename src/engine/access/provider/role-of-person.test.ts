import { expect, test } from 'vitest'
import { SignInSettings } from './provider-settings.ts'
import { roleOfPerson } from './role-of-person.ts'

const RULES = [
  { role: 'admin', group: 'permille-admins' },
  { role: 'editor', email: 'grace@example.com' },
  { role: 'viewer', domain: 'example.com' },
] as const

function person(email: string | null, ...groups: readonly string[]) {
  return { issuer: 'https://login.example.com', subject: '1', email, groups }
}

test.each([
  [person('ada@example.com', 'permille-admins'), 'admin'],
  [person(null, 'permille-admins'), 'admin'],
  [person('grace@example.com'), 'editor'],
  [person('ada@example.com', 'permille'), 'viewer'],
  [person('ada@sub.example.com'), null],
  [person('ada@notexample.com'), null],
  [person(null), null],
])('%o may come in as %s', (one, role) => {
  expect(roleOfPerson(one, RULES)).toBe(role)
})

test('a rule names one thing, and a secret is never in the file', () => {
  const oidc = { issuer: 'https://login.example.com', clientId: 'permille' }
  expect(SignInSettings.safeParse({ oidc }).success).toBe(true)
  for (const wrong of [
    { ...oidc, clientSecret: 'in plain text' },
    { ...oidc, roles: [{ role: 'viewer' }] },
    { ...oidc, roles: [{ role: 'viewer', group: 'a', domain: 'example.com' }] },
    { ...oidc, issuer: 'file:///etc/passwd' },
  ])
    expect(SignInSettings.safeParse({ oidc: wrong }).success).toBe(false)
})
