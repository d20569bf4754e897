import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Somebody at the provider, and what is wrong with what it says of them. */
export interface Vouched {
  readonly claims: Readonly<Record<string, unknown>>
  /** Only told when asked with the access token. */
  readonly userinfo?: Readonly<Record<string, unknown>>
  readonly fault?: 'nonce' | 'audience' | 'issuer' | 'expired' | 'signature'
}

/** An OpenID Connect provider on this machine that signs real tokens, and refuses a wrong code, verifier, secret or address. */
export interface LoopbackIssuer {
  readonly url: string
  /** Whom `/authorise` signs in when a browser is sent there. */
  atTheBrowser: Vouched | null
  /** What the person at the browser does: signs in and is sent back; the address the browser is sent to. */
  signIn(authorisation: string, vouched: Vouched): URL
  stop(): Promise<void>
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return new URLSearchParams(Buffer.concat(parts).toString())
}

export async function loopbackIssuer(client: { id: string; secret: string }): Promise<LoopbackIssuer> {
  const [own, foreign] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, { asked: URLSearchParams; vouched: Vouched }>()
  const infos = new Map<string, Readonly<Record<string, unknown>>>()
  let url = ''

  async function tokenOf({ claims, fault }: Vouched, nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    return new SignJWT({ ...claims, nonce: fault === 'nonce' ? 'another' : nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(fault === 'issuer' ? 'http://127.0.0.1:1' : url)
      .setAudience(fault === 'audience' ? 'another' : client.id)
      .setIssuedAt(fault === 'expired' ? now - 7200 : now)
      .setExpirationTime(fault === 'expired' ? now - 3600 : now + 300)
      .sign(fault === 'signature' ? foreign.privateKey : own.privateKey)
  }

  async function exchange(sent: URLSearchParams): Promise<[number, unknown]> {
    const code = sent.get('code') ?? ''
    const found = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      found?.asked.get('code_challenge') === challenge &&
      found.asked.get('redirect_uri') === sent.get('redirect_uri') &&
      sent.get('client_id') === client.id &&
      sent.get('client_secret') === client.secret
    if (found === undefined || !isRight) return [400, { error: 'invalid_grant' }]
    const access = randomUUID()
    infos.set(access, { sub: found.vouched.claims.sub, ...found.vouched.userinfo })
    const id = await tokenOf(found.vouched, found.asked.get('nonce') ?? '')
    return [200, { access_token: access, token_type: 'Bearer', expires_in: 300, id_token: id }]
  }

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    if (request.url === '/.well-known/openid-configuration') {
      const described = {
        issuer: url,
        authorization_endpoint: `${url}/authorise`,
        token_endpoint: `${url}/token`,
        userinfo_endpoint: `${url}/userinfo`,
        jwks_uri: `${url}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      }
      return [200, described]
    }
    if (request.url === '/jwks') return [200, { keys: [jwk] }]
    if (request.url === '/token') return exchange(await formOf(request))
    const info = infos.get(request.headers.authorization?.replace('Bearer ', '') ?? '')
    return info === undefined ? [401, {}] : [200, info]
  }

  const server = createServer(async (request, response) => {
    if (request.url?.startsWith('/authorise') && issuer.atTheBrowser !== null) {
      const location = issuer.signIn(`${url}${request.url}`, issuer.atTheBrowser).href
      response.writeHead(302, { location }).end()
      return
    }
    const [status, body] = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const issuer: LoopbackIssuer = {
    url,
    atTheBrowser: null,
    signIn(authorisation, vouched) {
      const asked = new URL(authorisation).searchParams
      const code = randomUUID()
      codes.set(code, { asked, vouched })
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString()
      return back
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return issuer
}
