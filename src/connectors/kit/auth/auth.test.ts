import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { metaApi } from '#connectors/meta/api.ts'
import { mintegralApi } from '#connectors/mintegral/api.ts'
import reference from '../../../../test/reference/fixtures/signatures.json' with { type: 'json' }
import type { ApiRequest } from '../request.ts'
import { hmacSha256, md5 } from './digest.ts'
import { es256Client, signClientSecret } from './es256-client.ts'
import { oauthRefresh } from './oauth-refresh.ts'
import { oauth1, oauth1Header, signatureBase } from './oauth1.ts'
import { basic, keyInBody, keyInQuery } from './static-key.ts'
import { lifetimeOfJwt, readQuotedToken, tokenExchange } from './token-exchange.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const REQUEST: ApiRequest = { url: 'https://api.example.com/report' }

describe('static keys', () => {
  test('Basic is what RFC 7617 §2 shows', async () => {
    const auth = basic(
      () => 'Aladdin',
      () => 'open sesame',
    )
    const proof = auth.kind === 'each' ? await auth.prove({ fields: {}, now: NOW }, REQUEST) : {}
    expect(proof.headers).toEqual({ authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==' })
  })

  test('a key goes into the query or the body', async () => {
    const prove = async (auth: ReturnType<typeof basic>) =>
      auth.kind === 'each' ? auth.prove({ fields: { key: 'k' }, now: NOW }, REQUEST) : {}
    expect(await prove(keyInQuery(({ key = '' }) => ({ api_key: key })))).toEqual({ query: { api_key: 'k' } })
    expect(await prove(keyInBody(({ key = '' }) => ({ api_key: key })))).toEqual({ body: { api_key: 'k' } })
  })
})

describe('digests', () => {
  test('MD5 is that of RFC 1321, HMAC that of RFC 4231 case 2', () => {
    expect(md5('abc')).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(hmacSha256('Jefe', 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
  })

  test.each(reference.mintegral)('Mintegral’s token of $seconds', async ({ apiKey, seconds, token }) => {
    const { auth } = mintegralApi
    if (auth.kind !== 'each') throw new Error('not proven for each request')
    const fields = { accessKey: 'access', apiKey }
    const proof = await auth.prove({ fields, now: new Date(seconds * 1000 + 999) }, REQUEST)
    expect(proof.headers).toEqual({ 'access-key': 'access', timestamp: String(seconds), token })
  })

  test.each(reference.meta)('Meta’s proof of $token', async ({ appSecret, token, proof }) => {
    const { auth } = metaApi
    if (auth.kind !== 'each') throw new Error('not proven for each request')
    const made = await auth.prove({ fields: { appSecret, token }, now: NOW }, REQUEST)
    expect(made).toEqual({ headers: { authorization: `Bearer ${token}` }, query: { appsecret_proof: proof } })
    expect(await auth.prove({ fields: { token }, now: NOW }, REQUEST)).not.toHaveProperty('query')
  })
})

describe('OAuth 1.0a', () => {
  test('signs the text of RFC 5849 §3.4.1.1', () => {
    const request: ApiRequest = {
      method: 'POST',
      url: 'http://EXAMPLE.COM/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
      body: { form: { c2: '', a3: '2 q' } },
    }
    const oauth = {
      oauth_consumer_key: '9djdj82h48djs9d2',
      oauth_token: 'kkk9d7dh3k39sjv7',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131201',
      oauth_nonce: '7d8f3e4a',
    }
    expect(signatureBase(request, oauth)).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    )
  })

  test('makes the signature of the example in X’s documentation', () => {
    const header = oauth1Header(
      {
        method: 'POST',
        url: 'https://api.twitter.com/1/statuses/update.json',
        query: { include_entities: true },
        body: { form: { status: 'Hello Ladies + Gentlemen, a signed OAuth request!' } },
      },
      {
        consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
        consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
        token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
        tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
      },
      'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
      '1318622958',
    )
    expect(header).toContain('oauth_signature="tnnArxj06cWHq44gCs1OSKk%2FjLY%3D"')
  })

  test('signs each request by itself', async () => {
    const auth = oauth1(() => ({ consumerKey: 'a', consumerSecret: 'b', token: 'c', tokenSecret: 'd' }))
    if (auth.kind !== 'each') throw new Error('not signed for each request')
    const [one, other] = [
      await auth.prove({ fields: {}, now: NOW }, REQUEST),
      await auth.prove({ fields: {}, now: NOW }, REQUEST),
    ]
    expect(one.headers?.authorization).not.toBe(other.headers?.authorization)
  })
})

describe('ES256', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const spec = {
    url: 'https://appleid.apple.com/auth/oauth2/token',
    audience: 'https://appleid.apple.com',
    scope: 'searchadsorg',
    clientId: () => 'SEARCHADS.client',
    issuer: () => 'SEARCHADS.team',
    keyId: () => 'key-1',
    privateKey: () => pem,
    lifetime: 86_400,
  }

  test('the secret is a JWT that another implementation verifies', async () => {
    const jwt = await signClientSecret(spec, {}, NOW)
    const [header = '', payload = '', signature = ''] = jwt.split('.')
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(read(header)).toEqual({ alg: 'ES256', kid: 'key-1' })
    const iat = NOW.getTime() / 1000
    expect(read(payload)).toEqual({
      iss: 'SEARCHADS.team',
      sub: 'SEARCHADS.client',
      aud: 'https://appleid.apple.com',
      iat,
      exp: iat + 86_400,
    })
    const key = { key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363' } as const
    expect(
      verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')),
    ).toBe(true)
    expect(lifetimeOfJwt(jwt, NOW)).toBe(86_400)
  })

  test('is exchanged for a token by client credentials', async () => {
    const auth = es256Client(spec)
    const request = auth.kind === 'token' ? await auth.issue({ fields: {}, now: NOW }) : REQUEST
    expect(request.body).toMatchObject({ form: { grant_type: 'client_credentials', scope: 'searchadsorg' } })
  })

  test('a key that is none is refused in a sentence', async () => {
    await expect(signClientSecret({ ...spec, privateKey: () => 'nonsense' }, {}, NOW)).rejects.toThrow(
      'the private key cannot be read',
    )
  })
})

describe('tokens', () => {
  test('OAuth keeps a refresh token that the server rotates', () => {
    const auth = oauthRefresh({
      url: 'https://auth.example.com/token',
      clientId: () => 'id',
      clientSecret: () => 'secret',
      refreshField: 'refreshToken',
    })
    if (auth.kind !== 'token') throw new Error('no token')
    expect(auth.read('{"access_token":"a","expires_in":3600,"refresh_token":"r2"}')).toEqual({
      token: 'a',
      expiresIn: 3600,
      rotated: { field: 'refreshToken', value: 'r2' },
    })
    expect(auth.read('{"error":"invalid_grant"}')).toBeNull()
    expect(auth.place('a', { fields: {}, now: NOW }, REQUEST)).toEqual({
      headers: { authorization: 'Bearer a' },
    })
  })

  test('a whole answer in quotes is a token, a sentence is none', () => {
    const auth = tokenExchange({ issue: () => REQUEST, read: readQuotedToken })
    if (auth.kind !== 'token') throw new Error('no token')
    expect(auth.read('"eyJhbGciOi.J9.x-y"')).toEqual({ token: 'eyJhbGciOi.J9.x-y' })
    expect(auth.read('"Invalid credentials given"')).toBeNull()
  })
})
