import { randomBytes } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import type { Configuration } from 'openid-client'
import { z } from 'zod'
import { isListed } from '#net/allowed-host.ts'
import type { HttpClient } from '#net/http-client.ts'
import { PermilleError } from '#schema/error.ts'
import { resolveVariable } from '../../connections/field-values.ts'
import { guardedFetch } from './guarded-fetch.ts'
import type { ProviderSettings } from './provider-settings.ts'
import type { ProvidedPerson } from './role-of-person.ts'

/** How long somebody may take at the provider. */
export const ATTEMPT_MS = 10 * 60_000
/** The provider is described anew after this long. */
const DESCRIBED_MS = 3600_000

const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() })

const Claims = z.object({
  sub: z.string().min(1),
  email: z.string().toLowerCase().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
})
const Groups = z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([])

/** Somebody on the way to the provider. */
export interface BegunAttempt {
  /** Where the browser goes. */
  readonly address: string
  /** What the browser keeps until it comes back; sealed, and good for ten minutes. */
  readonly kept: string
}

function refused(message: string, cause?: unknown): PermilleError {
  return new PermilleError('unauthenticated', message, {
    remedy: 'sign in again, in the same browser; see the log of the server if it stays so',
    ...(cause === undefined ? {} : { cause }),
  })
}

function personOf(
  claims: Readonly<Record<string, unknown>>,
  issuer: string,
  { groupsClaim, trustEmails }: ProviderSettings,
): ProvidedPerson {
  const { sub, email, email_verified } = Claims.parse(claims)
  const isTrusted = email_verified === true || (trustEmails && email_verified !== false)
  return {
    issuer,
    subject: sub,
    email: isTrusted ? (email ?? null) : null,
    groups: Groups.parse(claims[groupsClaim]),
  }
}

/** An OpenID Connect provider people sign in through: authorisation code with PKCE, state and nonce. */
export class IdentityProvider {
  readonly settings: ProviderSettings
  readonly #http: HttpClient
  /** Of this run: who was on the way when the server ended begins again. */
  readonly #key = randomBytes(32)
  #described: { readonly until: number; readonly configuration: Promise<Configuration> } | null = null

  constructor(settings: ProviderSettings, http: HttpClient) {
    this.settings = settings
    this.#http = http
  }

  /** Begins an attempt that comes back to `callback`, and then goes to the page `to`. */
  async begin(callback: string, to: string): Promise<BegunAttempt> {
    const oidc = await import('openid-client')
    const configuration = await this.#configuration()
    const verifier = oidc.randomPKCECodeVerifier()
    const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, to }
    const address = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: callback,
      scope: [...new Set(['openid', 'email', 'profile', ...this.settings.scopes])].join(' '),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const kept = await new EncryptJWT(attempt)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(new Date(Date.now() + ATTEMPT_MS))
      .encrypt(this.#key)
    return { address: address.href, kept }
  }

  /** Who came back to `address`, and where they wanted to; throws `unauthenticated` for whatever does not fit the attempt. */
  async finish(
    address: URL,
    kept: string,
  ): Promise<{ readonly person: ProvidedPerson; readonly to: string }> {
    const { payload } = await jwtDecrypt(kept, this.#key).catch((error: unknown) => {
      throw refused('signing in took too long, or began elsewhere', error)
    })
    const { state, nonce, verifier, to } = Attempt.parse(payload)
    const oidc = await import('openid-client')
    const configuration = await this.#configuration()
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, address, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const stated = tokens.claims()
      if (stated === undefined) throw refused('the identity provider does not say who it is')
      const { issuer, userinfo_endpoint } = configuration.serverMetadata()
      const isWhole = 'email' in stated && this.settings.groupsClaim in stated
      const more =
        isWhole || userinfo_endpoint === undefined
          ? {}
          : await oidc.fetchUserInfo(configuration, tokens.access_token, stated.sub)
      // What was signed wins.
      return { person: personOf({ ...more, ...stated }, issuer, this.settings), to }
    } catch (error) {
      if (error instanceof PermilleError) throw error
      throw refused('what the identity provider answered does not hold', error)
    }
  }

  /** What the provider says of itself; asked again where that failed. */
  async #configuration(): Promise<Configuration> {
    const known = this.#described
    if (known !== null && known.until > Date.now()) return known.configuration
    const configuration = this.#describe()
    this.#described = { until: Date.now() + DESCRIBED_MS, configuration }
    return configuration.catch((cause: unknown) => {
      this.#described = null
      if (cause instanceof PermilleError) throw cause
      throw new PermilleError('unavailable', 'the identity provider cannot be reached', {
        remedy: `see whether this server reaches ${this.settings.issuer}; one of your own network is named in signIn.oidc.privateHosts`,
        cause,
      })
    })
  }

  async #describe(): Promise<Configuration> {
    const oidc = await import('openid-client')
    const { issuer, clientId, clientSecret, privateHosts } = this.settings
    const secret =
      clientSecret === undefined ? undefined : resolveVariable('signIn.oidc.clientSecret', clientSecret)
    const url = new URL(issuer)
    const isOwn = isListed(url.hostname, privateHosts)
    return oidc.discovery(url, clientId, secret, undefined, {
      [oidc.customFetch]: guardedFetch(this.#http, privateHosts),
      // The signature is looked at although the token came over TLS.
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(isOwn && url.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    })
  }
}
