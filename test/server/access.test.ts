import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS } from '#engine/index.ts'
import { ROLES, type Role, roleCovers } from '#schema/role.ts'
import { openapi } from '#server/openapi.ts'
import { type OpenServer, type Sender, senderOf, serveToOthers } from '../support/open-server.ts'
import { post, type Received, send } from '../support/send.ts'
import { serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

const PASSWORD = 'four words of a studio'
const WRONG = 'four words of another'

let folder: TemporaryProject
let server: OpenServer
let people: Record<Role, Sender>
let tokens: Record<'read' | 'write' | 'admin' | 'import', string>
const secrets: string[] = [PASSWORD, WRONG]

async function change(operation: string, input: unknown, sender: Sender = people.admin) {
  const { status, text } = await server.post(`/api/v1/${operation}`, input, sender)
  expect(status, text).toBe(200)
  return JSON.parse(text)
}

async function invite(name: string, role: Role): Promise<Sender> {
  const { code } = await change('users-add', { name, role })
  secrets.push(code)
  return server.accept(code, PASSWORD)
}

async function makeToken(scope: readonly string[], expires = '1h'): Promise<{ secret: string; id: string }> {
  const { secret, token } = await change('tokens-create', { name: scope.join('-'), scope, expires })
  secrets.push(secret)
  return { secret, id: token.id }
}

beforeAll(async () => {
  folder = temporaryProject()
  server = await serveToOthers(folder.path)
  const admin = await server.accept(server.code, PASSWORD)
  people = { viewer: admin, editor: admin, admin }
  people = { admin, viewer: await invite('viewer', 'viewer'), editor: await invite('editor', 'editor') }
  tokens = {
    read: (await makeToken(['read'])).secret,
    write: (await makeToken(['write'])).secret,
    admin: (await makeToken(['admin'])).secret,
    import: (await makeToken(['import'])).secret,
  }
})
afterAll(async () => {
  await server.served.stop()
  folder.remove()
})

function expectProblem({ status, headers, text }: Received, expected: number, code: string) {
  expect(status, text).toBe(expected)
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(JSON.parse(text)).toMatchObject({ status: expected, code, requestId: headers['x-request-id'] })
}

interface Endpoint {
  readonly method: string
  readonly path: string
  readonly role: Role | null
  /** The operation it belongs to. */
  readonly operation: string | undefined
}

/** Every endpoint of the contract, with the role it asks for. */
function endpoints(): readonly Endpoint[] {
  const { paths } = JSON.parse(JSON.stringify(openapi()))
  return Object.entries<Record<string, Record<string, unknown>>>(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, endpoint]) => ({
      method: method.toUpperCase(),
      path,
      role: ROLES.find((role) => role === endpoint['x-permille-role']) ?? null,
      operation: OPERATIONS.find(({ name }) => path === `/api/v1/${name}`)?.name,
    })),
  )
}

/** Asks with an input nothing takes, so that whoever is let in is told so and nothing happens. */
function knock({ method, path }: Endpoint, sender: Sender): Promise<Received> {
  const asked = path.replace('{id}', 'none')
  const search = method === 'GET' ? '?no_such_field=1' : ''
  const isPost = method === 'POST'
  return server.send(
    `${asked}${search}`,
    {
      method,
      ...(isPost ? { body: '{"no_such_field":1}', headers: { 'content-type': 'application/json' } } : {}),
    },
    sender,
  )
}

describe('every route asks for its role', () => {
  // Signing out would end the sessions of the others; it has a test of its own.
  const all = endpoints().filter(({ method, path }) => method !== 'DELETE' || path !== '/api/v1/session')

  test('of a contract that names every operation', () => {
    expect(new Set(all.flatMap(({ operation }) => operation ?? [])).size).toBe(OPERATIONS.length)
    expect(all.filter(({ role }) => role === null).map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /healthz',
      'GET /readyz',
      'GET /api/v1/session',
      'POST /api/v1/session',
      'POST /api/v1/session/password',
      'GET /sign-in/provider',
      'GET /sign-in/callback',
      'GET /share/{secret}',
    ])
  })

  test.each(all)('$method $path for $role', async (endpoint) => {
    const { role, operation, path } = endpoint
    const senders: [string, Sender, Role | null][] = [
      ['nobody', {}, null],
      ...ROLES.map((own): [string, Sender, Role] => [own, people[own], own]),
      ['token read', { token: tokens.read }, 'viewer'],
      ['token write', { token: tokens.write }, 'editor'],
      ['token admin', { token: tokens.admin }, 'admin'],
    ]
    for (const [who, sender, own] of senders) {
      const { status, text } = await knock(endpoint, sender)
      const name = `${who}: ${text.slice(0, 200)}`
      if (role !== null && own === null) expect(status, name).toBe(401)
      else if (role !== null && own !== null && !roleCovers(own, role)) expect(status, name).toBe(403)
      else expect([401, 403, 500], name).not.toContain(status)
      if (operation !== undefined && status !== 401 && status !== 403) expect(status, name).toBe(400)
    }
    const limited = (await knock(endpoint, { token: tokens.import })).status
    const isItsOwn = operation === 'import' || path.startsWith('/api/v1/uploads') || role === null
    if (isItsOwn) expect(limited).not.toBe(403)
    else expect(limited).toBe(403)
  })
})

describe('the cookie of a session', () => {
  test('is kept from scripts, other sites and unencrypted lines', async () => {
    const { headers } = await server.signIn('viewer', PASSWORD)
    const [cookie = ''] = [headers['set-cookie'] ?? []].flat()
    expect(cookie).toMatch(/^__Host-permille-[0-9a-f]{8}=[\w-]{43}; Max-Age=2592000; Path=\/; /)
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Strict']) expect(cookie).toContain(flag)
    expect(headers['strict-transport-security']).toBeDefined()
    expect(headers['cache-control']).toBe('no-store')
  })

  test('is never one that was there before', async () => {
    const planted = `${people.viewer.cookie?.split('=')[0]}=${'A'.repeat(43)}`
    const signedIn = await server.signIn('viewer', PASSWORD, { cookie: planted })
    expect(senderOf(signedIn).cookie).not.toBe(planted)
    expectProblem(await server.send('/api/v1/project', {}, { cookie: planted }), 401, 'unauthenticated')
    const first = senderOf(await server.signIn('viewer', PASSWORD))
    const second = senderOf(await server.signIn('viewer', PASSWORD, { cookie: first.cookie ?? '' }))
    expect((await server.send('/api/v1/users-list', {}, first)).status, 'the former one ended').toBe(401)
    expect((await server.send('/api/v1/users-list', {}, second)).status).toBe(403)
  })

  test('ends by signing out', async () => {
    const sender = senderOf(await server.signIn('viewer', PASSWORD))
    const refused = await server.send(
      '/api/v1/session',
      { method: 'DELETE' },
      { cookie: sender.cookie ?? '' },
    )
    expectProblem(refused, 403, 'forbidden')
    expect((await server.send('/api/v1/session', { method: 'DELETE' }, sender)).status).toBe(200)
    expectProblem(await server.send('/api/v1/doctor', {}, sender), 401, 'unauthenticated')
  })

  test('ends in time', async () => {
    const sender = senderOf(await server.signIn('viewer', PASSWORD))
    server.state(`UPDATE access_session SET seen_at = seen_at - ${8 * 86_400_000} WHERE user = 'viewer'`)
    expectProblem(await server.send('/api/v1/doctor', {}, sender), 401, 'unauthenticated')
    people = { ...people, viewer: senderOf(await server.signIn('viewer', PASSWORD)) }
  })
})

describe('a change of another site', () => {
  const asked = { name: 'mallory', role: 'admin' }

  test('is refused without the token of the session, or with that of another', async () => {
    const own = people.admin.cookie ?? ''
    expectProblem(await server.post('/api/v1/users-add', asked, { cookie: own }), 403, 'forbidden')
    const foreign = { cookie: own, csrf: people.viewer.csrf ?? '' }
    expectProblem(await server.post('/api/v1/users-add', asked, foreign), 403, 'forbidden')
  })

  test('is refused by its origin, and through another host', async () => {
    const wrong = [
      { origin: 'https://evil.example' },
      { host: 'evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of wrong)
      expectProblem(await server.post('/api/v1/users-add', asked, people.admin, headers), 403, 'forbidden')
    const own = { origin: 'https://permille.test' }
    expect((await server.post('/api/v1/rank', { by: 'nonsense' }, people.viewer, own)).status).toBe(404)
  })
})

describe('signing in', () => {
  test('says the same of a wrong name and a wrong password', async () => {
    const [name, password] = [await server.signIn('nobody', WRONG), await server.signIn('editor', WRONG)]
    expectProblem(name, 401, 'unauthenticated')
    const { requestId: _one, ...first } = JSON.parse(name.text)
    const { requestId: _other, ...second } = JSON.parse(password.text)
    expect(first).toEqual(second)
  })

  test('is locked after five wrong tries, the right password too, until an administrator lifts it', async () => {
    await invite('locked', 'viewer')
    const tries: number[] = []
    for (let index = 0; index < 5; index += 1) tries.push((await server.signIn('locked', WRONG)).status)
    expect(tries).toEqual([401, 401, 401, 401, 401])
    const locked = await server.signIn('Locked', PASSWORD)
    expectProblem(locked, 429, 'rate_limited')
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(30)
    const { code } = await change('users-password', { name: 'locked' })
    await server.accept(code, PASSWORD)
    expect((await server.signIn('locked', PASSWORD)).status).toBe(200)
  })

  test('is locked by address after twenty wrong tries, whatever the names', async () => {
    const headers = { 'x-forwarded-for': '10.9.9.9, 203.0.113.7' }
    for (let index = 0; index < 20; index += 1) {
      expect((await server.signIn(`guess-${index}`, WRONG, headers)).status).toBe(401)
    }
    expectProblem(await server.signIn('editor', PASSWORD, headers), 429, 'rate_limited')
    expect((await server.signIn('editor', PASSWORD, { 'x-forwarded-for': '203.0.113.8' })).status).toBe(200)
  })

  test('by a link works once, in time, and with a good password', async () => {
    const { code, link } = await change('users-add', { name: 'once', role: 'viewer' })
    expect(link).toBe(`https://permille.test/sign-in#code=${code}`)
    const set = (password: string) => server.post('/api/v1/session/password', { code, password })
    expectProblem(await set('short'), 400, 'usage')
    expect((await set(PASSWORD)).status).toBe(200)
    expectProblem(await set(PASSWORD), 401, 'unauthenticated')
    const late = await change('users-password', { name: 'once' })
    server.state('UPDATE access_invitation SET expires_at = 1')
    const tooLate = await server.post('/api/v1/session/password', { code: late.code, password: PASSWORD })
    expectProblem(tooLate, 401, 'unauthenticated')
  })
})

describe('somebody who may less, or nothing any more', () => {
  test('is held to it from the next request on, tokens too', async () => {
    const sender = await invite('leaving', 'admin')
    const made = JSON.parse(
      (await server.post('/api/v1/tokens-create', { name: 't', scope: 'admin' }, sender)).text,
    )
    secrets.push(made.secret)
    await change('users-role', { name: 'leaving', role: 'viewer' })
    for (const own of [sender, { token: made.secret }]) {
      expectProblem(await server.send('/api/v1/audit', {}, own), 403, 'forbidden')
      expect((await server.send('/api/v1/doctor', {}, own)).status).toBe(200)
    }
    await change('users-remove', { name: 'leaving' })
    for (const own of [sender, { token: made.secret }])
      expectProblem(await server.send('/api/v1/doctor', {}, own), 401, 'unauthenticated')
  })

  test('is kept out with tokens while disabled, and let in again with them', async () => {
    const sender = await invite('away', 'editor')
    const { secret, token } = await change('tokens-create', { name: 'of away' })
    server.state(`UPDATE access_token SET user = 'away' WHERE id = '${token.id}'`)
    const withToken = async () => (await server.send('/api/v1/doctor', {}, { token: secret })).status
    secrets.push(secret)
    expect(await withToken()).toBe(200)
    expect(await change('users-disable', { name: 'away' })).toMatchObject({ isDisabled: true })
    expectProblem(await server.send('/api/v1/doctor', {}, sender), 401, 'unauthenticated')
    expect(await withToken()).toBe(401)
    expectProblem(await server.signIn('away', PASSWORD), 401, 'unauthenticated')
    await change('users-enable', { name: 'away' })
    expect(await withToken()).toBe(200)
    const only = await server.post('/api/v1/users-disable', { name: 'admin' }, people.admin)
    expectProblem(only, 409, 'conflict')
  })

  test('is signed out by the id of a session', async () => {
    const sender = await invite('elsewhere', 'viewer')
    const listed = await server.send('/api/v1/sessions-list', {}, people.admin)
    const { sessions } = JSON.parse(listed.text)
    expect(listed.text).not.toContain(sender.cookie?.split('=')[1])
    const [own] = sessions.filter(({ user }: { user: string }) => user === 'elsewhere')
    expect(await change('sessions-end', { id: own.id })).toEqual({ user: 'elsewhere' })
    expectProblem(await server.send('/api/v1/doctor', {}, sender), 401, 'unauthenticated')
    expectProblem(await server.post('/api/v1/sessions-end', { id: own.id }, people.admin), 404, 'not_found')
  })

  test('is never the only administrator', async () => {
    expectProblem(await server.post('/api/v1/users-remove', { name: 'admin' }, people.admin), 409, 'conflict')
    const less = await server.post('/api/v1/users-role', { name: 'admin', role: 'viewer' }, people.admin)
    expectProblem(less, 409, 'conflict')
  })
})

test('a file larger than a viewer may send is refused in a sentence, and nothing of it stays', async () => {
  const uploads = () => readdirSync(join(folder.path, '.permille/scratch/uploads'))
  const before = uploads()
  const body = new Uint8Array(20_000_001)
  const sent = await server.send('/api/v1/uploads?name=arms.csv', { method: 'PUT', body }, people.viewer)
  expectProblem(sent, 413, 'too_large')
  expect(JSON.parse(sent.text).detail).toBe('arms.csv is larger than 20 MB')
  expect(uploads()).toEqual(before)
  const most = { method: 'PUT', body: body.subarray(1) }
  expect((await server.send('/api/v1/uploads?name=arms.csv', most, people.viewer)).status).toBe(200)
})

describe('a token', () => {
  test('holds until it is revoked, or its time is over', async () => {
    const [revoked, expired] = [await makeToken(['read']), await makeToken(['read'], '30m')]
    for (const { secret } of [revoked, expired])
      expect((await server.send('/api/v1/doctor', {}, { token: secret })).status).toBe(200)
    await change('tokens-revoke', { id: revoked.id })
    server.state(`UPDATE access_token SET expires_at = 1 WHERE id = '${expired.id}'`)
    for (const [{ secret }, state] of [
      [revoked, 'revoked'],
      [expired, 'expired'],
    ] as const) {
      const refused = await server.send('/api/v1/doctor', {}, { token: secret })
      expectProblem(refused, 401, 'unauthenticated')
      expect(JSON.parse(refused.text).detail).toBe(`the token is ${state}`)
    }
    expectProblem(await server.send('/api/v1/doctor', {}, { token: 'made up' }), 401, 'unauthenticated')
  })

  test('never makes one that may more', async () => {
    const { secret } = await makeToken(['read', 'tokens-create'])
    for (const scope of ['admin', 'write', 'import'])
      expectProblem(
        await server.post('/api/v1/tokens-create', { name: 'more', scope }, { token: secret }),
        403,
        'forbidden',
      )
    expectProblem(
      await server.post('/api/v1/tokens-create', { name: 'x', scope: 'imprt' }, people.admin),
      400,
      'usage',
    )
  })

  test('is heeded where nobody signs in', async () => {
    const alone = temporaryProject()
    const own = await serveProject(alone.path)
    try {
      const { secret } = JSON.parse((await post(own.url, 'tokens-create', { name: 'reader' })).text)
      const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
      expect((await send(own.url, '/api/v1/doctor', as(secret))).status).toBe(200)
      expectProblem(await send(own.url, '/api/v1/users-list', as(secret)), 403, 'forbidden')
      expectProblem(await send(own.url, '/api/v1/doctor', as('wrong')), 401, 'unauthenticated')
      expect((await send(own.url, '/api/v1/users-list')).status).toBe(200)
    } finally {
      await own.stop()
      alone.remove()
    }
  })
})

describe('what was done', () => {
  test('is in the audit log with who did it, refusals and all', async () => {
    await server.post('/api/v1/users-add', { name: 'viewer' }, people.admin)
    const { entries, total } = JSON.parse(
      (await server.send('/api/v1/audit?limit=1000', {}, people.admin)).text,
    )
    expect(total).toBe(entries.length)
    expect(entries[0]).toMatchObject({
      who: 'admin',
      what: 'users add',
      detail: { name: 'viewer' },
      outcome: 'conflict',
    })
    expect(entries).toContainEqual(
      expect.objectContaining({ who: 'locked', what: 'sign in', outcome: 'refused' }),
    )
    expect(entries.at(-1)).toMatchObject({ who: 'admin', what: 'set a password' })
    const page = JSON.parse((await server.send('/api/v1/audit?limit=2&offset=1', {}, people.admin)).text)
    expect(page.entries).toEqual(entries.slice(1, 3))
  })

  test('shows no secret, nor does what the server prints', async () => {
    const { text } = await server.send('/api/v1/audit?limit=1000', {}, people.admin)
    const listed = await server.send('/api/v1/tokens-list', {}, people.admin)
    const users = await server.send('/api/v1/users-list', {}, people.admin)
    const sessions = ROLES.flatMap((role) => people[role].cookie?.split('=')[1] ?? [])
    for (const secret of [...secrets, ...sessions]) {
      expect(secret.length).toBeGreaterThan(10)
      for (const said of [text, listed.text, users.text, server.served.output()])
        expect(said).not.toContain(secret)
    }
    expect(text + listed.text + users.text).not.toContain('scrypt')
  })

  test.skipIf(process.platform === 'win32')('is readable by the owner of the project only', () => {
    expect(statSync(join(folder.path, '.permille/state.sqlite')).mode & 0o077).toBe(0)
  })
})

test('the first administrator may come from the environment', async () => {
  const own = temporaryProject()
  const env = { PERMILLE_ADMIN: 'boss', PERMILLE_ADMIN_PASSWORD: PASSWORD }
  const other = await serveToOthers(own.path, { env })
  try {
    expect(other.code).toBe('')
    expect(other.served.output()).not.toContain(PASSWORD)
    expect((await other.signIn('boss', PASSWORD)).status).toBe(200)
  } finally {
    await other.served.stop()
    own.remove()
  }
})
