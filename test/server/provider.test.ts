import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type RunningServer, startServer } from '#server/start-server.ts'
import { type LoopbackIssuer, loopbackIssuer, type Vouched } from '../support/loopback-issuer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { type Received, send } from '../support/send.ts'

const CLIENT = { id: 'permille', secret: 'between us alone' }
const NAME = 'permille.test'

let issuer: LoopbackIssuer
let opened: OpenProject
let server: RunningServer

beforeAll(async () => {
  vi.stubEnv('PERMILLE_TEST_OIDC_SECRET', CLIENT.secret)
  issuer = await loopbackIssuer(CLIENT)
  opened = await openProject(`
signIn:
  oidc:
    issuer: ${issuer.url}
    clientId: ${CLIENT.id}
    clientSecret: \${PERMILLE_TEST_OIDC_SECRET}
    label: Studio account
    privateHosts: [127.0.0.1]
    roles:
      - { role: admin, group: permille-admins }
      - { role: viewer, domain: studio.example }
`)
  server = await startServer(opened.project, {
    host: '127.0.0.1',
    publicUrl: `https://${NAME}`,
    port: 0,
    ownerToken: 'of this process',
  })
})
afterAll(async () => {
  await server.stop()
  await opened.remove()
  await issuer.stop()
  vi.unstubAllEnvs()
})
beforeEach(() => {
  // Refused tries are written to the log of the server.
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  return () => log.mockRestore()
})

function get(path: string, cookie = '', headers: Readonly<Record<string, string>> = {}): Promise<Received> {
  const forwarded = { host: NAME, ...(cookie === '' ? {} : { cookie }), ...headers }
  return send(server.url, path, { headers: forwarded })
}

function cookiesOf({ headers }: Received): readonly string[] {
  return [headers['set-cookie'] ?? []].flat()
}

function cookieOf(received: Received, named: RegExp): string {
  return (
    cookiesOf(received)
      .find((one) => named.test(one))
      ?.split(';')[0] ?? ''
  )
}

async function begin(to = '/creatives?last=28d') {
  const begun = await get(`/sign-in/provider?${new URLSearchParams({ to })}`)
  return { address: String(begun.headers.location), attempt: cookieOf(begun, /-attempt=/), begun }
}

/** Goes to the provider and back, as a browser does: the last step comes from another site. */
async function comeBack(vouched: Vouched, address = ''): Promise<Received> {
  const { address: asked, attempt } = await begin()
  const { pathname, search } = issuer.signIn(asked, vouched)
  const headers = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'x-forwarded-for': address,
  }
  return get(`${pathname}${search}`, attempt, headers)
}

function claimsOf(sub: string, email: string, more: Readonly<Record<string, unknown>> = {}) {
  return { sub, email, email_verified: true, ...more }
}

async function whoIs(received: Received) {
  const session = await get('/api/v1/session', cookieOf(received, /^__Host-permille-[0-9a-f]{8}=/))
  return JSON.parse(session.text).user
}

function expectRefused(received: Received, code: string) {
  expect(received.status, received.text).toBe(302)
  expect(received.headers.location).toBe(`/sign-in#refused=${code}`)
  expect(cookieOf(received, /^__Host-permille-[0-9a-f]{8}=/)).toBe('')
}

describe('signing in through a provider', () => {
  test('is offered under its name, and goes there with PKCE, state and nonce of its own each time', async () => {
    expect(JSON.parse((await get('/api/v1/session')).text)).toMatchObject({ provider: 'Studio account' })
    const [one, other] = [await begin(), await begin()]
    const asked = Object.fromEntries(new URL(one.address).searchParams)
    expect(asked).toMatchObject({
      client_id: CLIENT.id,
      redirect_uri: `https://${NAME}/sign-in/callback`,
      response_type: 'code',
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    })
    const again = new URL(other.address).searchParams
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(asked[name], name).toMatch(/^[\w-]{43}$/)
      expect(again.get(name), name).not.toBe(asked[name])
    }
    const [cookie = ''] = cookiesOf(one.begun)
    for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=600']) expect(cookie).toContain(flag)
    expect(cookie, 'sealed').not.toContain(asked.state ?? '')
  })

  test('begins a session as a password does, and goes on where somebody was', async () => {
    const back = await comeBack({ claims: claimsOf('1', 'Grace@Studio.example') })
    expect(back.headers.location).toBe('/creatives?last=28d')
    expect(cookiesOf(back).find((one) => one.startsWith('__Host-') && !one.includes('attempt'))).toMatch(
      /Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict/,
    )
    expect(await whoIs(back)).toEqual({ name: 'grace@studio.example', role: 'viewer' })
    const { users } = JSON.parse(JSON.stringify(await opened.ask('users-list')))
    expect(users).toMatchObject([{ name: 'grace@studio.example', hasPassword: false, byProvider: true }])
  })

  test('takes the role from the groups each time, asked for where the token names none', async () => {
    const claims = claimsOf('2', 'ada@studio.example')
    const lead = await comeBack({ claims, userinfo: { groups: ['permille-admins'] } })
    expect(await whoIs(lead)).toMatchObject({ role: 'admin' })
    opened.project.access.users.add('another', 'admin')
    const left = await comeBack({ claims: { ...claims, groups: ['design'] } })
    expect(await whoIs(left)).toMatchObject({ name: 'ada@studio.example', role: 'viewer' })
    expect(await whoIs(lead), 'the session from before, too').toMatchObject({ role: 'viewer' })
  })

  test('knows somebody an administrator added, with the role they were given, whatever rule fits', async () => {
    opened.project.access.users.add('partner@agency.example', 'editor')
    const back = await comeBack({ claims: claimsOf('3', 'partner@agency.example') })
    expect(await whoIs(back)).toEqual({ name: 'partner@agency.example', role: 'editor' })
    const renamed = await comeBack({ claims: claimsOf('3', 'new.name@agency.example') })
    expect(await whoIs(renamed), 'by the subject').toMatchObject({ name: 'partner@agency.example' })
  })

  test('goes nowhere but to our page afterwards', async () => {
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
      '/api/v1/rank',
      'javascript:1',
    ]) {
      const { address, attempt } = await begin(to)
      const { pathname, search } = issuer.signIn(address, { claims: claimsOf('1', 'grace@studio.example') })
      expect((await get(`${pathname}${search}`, attempt)).headers.location, to).toBe('/')
    }
  })
})

describe('nobody signs in', () => {
  test.each(['nonce', 'audience', 'issuer', 'expired', 'signature'] as const)(
    'by a token with a wrong %s',
    async (fault) => {
      const vouched = { claims: claimsOf('1', 'grace@studio.example'), fault }
      expectRefused(await comeBack(vouched, fault), 'unauthenticated')
    },
  )

  test('with the answer of another attempt, a state changed, without the attempt, or a second time', async () => {
    const vouched = { claims: claimsOf('1', 'grace@studio.example') }
    const [one, other] = [await begin(), await begin()]
    const back = issuer.signIn(one.address, vouched)
    const asked = `${back.pathname}${back.search}`
    const from = { 'x-forwarded-for': 'attempts' }
    expectRefused(await get(asked, other.attempt, from), 'unauthenticated')
    expectRefused(await get(asked.replace(/state=./, 'state=_'), one.attempt, from), 'unauthenticated')
    expectRefused(await get(asked, '', from), 'unauthenticated')
    expectRefused(await get(asked, `${one.attempt.slice(0, -8)}AAAAAAAA`, from), 'unauthenticated')
    expect((await get(asked, one.attempt, from)).headers.location).toBe('/creatives?last=28d')
    expectRefused(await get(asked, one.attempt, from), 'unauthenticated')
    const denied = await begin()
    const state = new URL(denied.address).searchParams.get('state')
    const said = `/sign-in/callback?error=access_denied&state=${state}`
    expectRefused(await get(said, denied.attempt, from), 'unauthenticated')
  })

  test('after ten minutes', async () => {
    const { address, attempt } = await begin()
    const { pathname, search } = issuer.signIn(address, { claims: claimsOf('1', 'grace@studio.example') })
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ['Date'] })
    try {
      expectRefused(await get(`${pathname}${search}`, attempt), 'unauthenticated')
    } finally {
      vi.useRealTimers()
    }
  })

  test('whom no rule and no administrator lets in, or whose address nobody verified', async () => {
    const claims = claimsOf('9', 'mallory@elsewhere.example')
    expectRefused(await comeBack({ claims }), 'forbidden')
    const unverified = { sub: '10', email: 'another@studio.example' }
    expectRefused(await comeBack({ claims: unverified }), 'forbidden')
    expectRefused(await comeBack({ claims: { ...unverified, email_verified: false } }), 'forbidden')
    expectRefused(await comeBack({ claims: { sub: '11', groups: ['permille-admins'] } }), 'forbidden')
  })

  test('who is kept out, or has tried too often', async () => {
    await opened.ask('users-disable', { name: 'grace@studio.example' })
    expectRefused(await comeBack({ claims: claimsOf('1', 'grace@studio.example') }), 'forbidden')
    await opened.ask('users-enable', { name: 'grace@studio.example' })
    const from = { 'x-forwarded-for': '203.0.113.9' }
    for (let tries = 0; tries < 20; tries += 1) await get('/sign-in/callback?code=guess', '', from)
    expectRefused(await get('/sign-in/callback?code=guess', '', from), 'rate_limited')
  })

  test('and each try is in the audit log, without a code or token', () => {
    const { entries } = opened.project.audit.read(1000, 0)
    const told = entries.map(({ who, what, outcome }) => `${who} ${what} ${outcome}`)
    expect(told).toContain('grace@studio.example be let in done')
    expect(told).toContain('grace@studio.example sign in done')
    expect(told).toContain('ada@studio.example change role done')
    expect(told).toContain('mallory@elsewhere.example sign in refused')
    expect(told).toContain('somebody sign in refused')
    expect(JSON.stringify(entries)).not.toContain(CLIENT.secret)
  })
})

test('an address and a person that ask too often are told to wait, and nobody else', async () => {
  const paced = await startServer(opened.project, {
    ...{ host: '127.0.0.1', publicUrl: `https://${NAME}`, port: 0, ownerToken: 'of this process' },
    limits: { caller: { atOnce: 2, perSecond: 0.01 }, address: { atOnce: 6, perSecond: 0.01 } },
  })
  try {
    const { secret } = opened.project.access.tokens.create({
      ...{ name: 'eager', scopes: ['read'], user: null, validMs: 60_000 },
    })
    const ask = (from: string, more: Readonly<Record<string, string>> = {}) =>
      send(paced.url, '/api/v1/openapi.json', { headers: { host: NAME, 'x-forwarded-for': from, ...more } })
    const eager = { authorization: `Bearer ${secret}` }
    const asked: Received[] = []
    for (const from of ['a', 'b', 'c']) asked.push(await ask(from, eager))
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(Number(asked[2]?.headers['retry-after'])).toBeGreaterThan(10)
    const statuses: number[] = []
    for (let request = 0; request < 6; request += 1) statuses.push((await ask('a')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect((await ask('d')).status).toBe(401)
  } finally {
    await paced.stop()
  }
})

test('a provider at a private address is only asked where somebody declared it', async () => {
  const { oidc } = opened.project.config.signIn
  if (oidc === undefined) throw new Error('no provider')
  const { IdentityProvider } = await import('#engine/access/provider/identity-provider.ts')
  const undeclared = new IdentityProvider({ ...oidc, privateHosts: [] }, opened.project.http)
  await expect(undeclared.begin(`https://${NAME}/sign-in/callback`, '/')).rejects.toThrow('cannot be reached')
})
