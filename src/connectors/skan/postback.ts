import { verify } from 'node:crypto'
import { isObject, type JsonObject, parseJson, textAt } from '#connectors/kit/json.ts'
import { AAK_KEYS, APPLE_KEY } from './apple-keys.ts'

/** What Apple says of one conversion, its signature found good. */
export interface Postback {
  /** The same for every copy of it. */
  readonly id: string
  readonly network: string
  readonly app: string
  /** Two to four digits, or a campaign id of one or two; always text. */
  readonly sourceIdentifier: string | null
  /** App or site the ad was in. */
  readonly source: string | null
  readonly conversion: 'download' | 'redownload' | 're-engagement'
  readonly didWin: boolean
  /** What of the ad the user did; `null` where Apple does not say. */
  readonly touch: 'click' | 'view' | null
  /** 0, 1 and 2: days 0–2, 3–7 and 8–35 after the first launch. */
  readonly window: number
  /** `0` to `63`, or `low`, `medium`, `high`; `null` where Apple withholds it. Not signed. */
  readonly value: string | null
  /** Not signed. */
  readonly country: string | null
  /** False for one that a developer made to try things out. */
  readonly isProduction: boolean
}

export type ReadPostback =
  | { readonly kind: 'postback'; readonly postback: Postback }
  | { readonly kind: 'refused'; readonly reason: string }

const SEPARATOR = '\u2063'

const refused = (reason: string): ReadPostback => ({ kind: 'refused', reason })

/** Names of the signed members by version, in Apple's order; one in brackets is signed only where it is there. */
function signedNames(version: string): readonly string[] | null {
  const [major = '', minor = ''] = version.split('.')
  const until = ['version', 'ad-network-id', 'campaign-id', 'app-id', 'transaction-id', 'redownload']
  if (version === '2.1') return [...until, '(source-app-id)']
  if (version === '2.2') return [...until, '(source-app-id)', 'fidelity-type']
  if (major === '3') return [...until, '(source-app-id)', 'fidelity-type', 'did-win']
  if (major !== '4' || minor === '') return null
  const newer = until.map((name) => (name === 'campaign-id' ? 'source-identifier' : name))
  return [
    ...newer,
    '(source-app-id)',
    '(source-domain)',
    'fidelity-type',
    'did-win',
    'postback-sequence-index',
  ]
}

function conversionValue(json: JsonObject): string | null {
  return textAt(json, 'conversion-value') ?? textAt(json, 'coarse-conversion-value')
}

function readSkan(json: JsonObject): ReadPostback {
  const version = textAt(json, 'version') ?? ''
  const names = signedNames(version)
  if (names === null) return refused(`version ${version || 'unknown'} of SKAdNetwork is not verified`)
  const parts: string[] = []
  for (const name of names) {
    const value = textAt(json, name.replaceAll(/[()]/g, ''))
    if (value !== null) parts.push(value)
    else if (!name.startsWith('(')) return refused(`${name} is missing`)
  }
  const signature = Buffer.from(textAt(json, 'attribution-signature') ?? '', 'base64')
  if (!verify('sha256', Buffer.from(parts.join(SEPARATOR)), APPLE_KEY, signature)) {
    return refused('the signature is not Apple’s')
  }
  const window = textAt(json, 'postback-sequence-index') ?? '0'
  return {
    kind: 'postback',
    postback: {
      id: `skan ${version} ${textAt(json, 'transaction-id')} ${window}`,
      network: textAt(json, 'ad-network-id') ?? '',
      app: textAt(json, 'app-id') ?? '',
      sourceIdentifier: textAt(json, 'source-identifier') ?? textAt(json, 'campaign-id'),
      source: textAt(json, 'source-app-id') ?? textAt(json, 'source-domain'),
      conversion: textAt(json, 'redownload') === 'true' ? 'redownload' : 'download',
      didWin: textAt(json, 'did-win') !== 'false',
      touch: touchOf(textAt(json, 'fidelity-type')),
      window: Number(window),
      value: conversionValue(json),
      country: textAt(json, 'country-code'),
      isProduction: true,
    },
  }
}

/** Fidelity 0 is an ad that was seen; 1 is one that was tapped. */
const TOUCHES: Readonly<Record<string, Postback['touch']>> = {
  '0': 'view',
  '1': 'click',
  click: 'click',
  view: 'view',
}

function touchOf(said: string | null): Postback['touch'] {
  return said !== null && Object.hasOwn(TOUCHES, said) ? (TOUCHES[said] ?? null) : null
}

function jsonOfPart(part: string | undefined): JsonObject | null {
  const json = parseJson(Buffer.from(part ?? '', 'base64url').toString('utf8'))
  return isObject(json) ? json : null
}

function readAak(json: JsonObject, jws: string): ReadPostback {
  const [head, body, signature, more] = jws.split('.')
  const header = jsonOfPart(head)
  const claims = jsonOfPart(body)
  if (header === null || claims === null || signature === undefined || more !== undefined) {
    return refused('the JWS cannot be read')
  }
  const known = AAK_KEYS.get(textAt(header, 'kid') ?? '')
  if (textAt(header, 'alg') !== 'ES256' || known === undefined) return refused('the key is not Apple’s')
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: known.key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isGood) return refused('the signature is not Apple’s')
  const id = textAt(claims, 'postback-identifier')
  const app = textAt(claims, 'advertised-item-identifier')
  const network = textAt(claims, 'ad-network-identifier')
  if (id === null || app === null || network === null) return refused('an identifier is missing')
  const window = textAt(claims, 'postback-sequence-index') ?? '0'
  const conversion = textAt(claims, 'conversion-type')
  return {
    kind: 'postback',
    postback: {
      id: `aak ${id} ${window}`,
      network,
      app,
      sourceIdentifier: textAt(claims, 'source-identifier'),
      source: textAt(claims, 'publisher-item-identifier'),
      conversion: conversion === 'redownload' || conversion === 're-engagement' ? conversion : 'download',
      didWin: textAt(claims, 'did-win') !== 'false',
      // Not signed.
      touch: touchOf(textAt(json, 'ad-interaction-type')),
      window: Number(window),
      value: conversionValue(json),
      country: textAt(json, 'country-code'),
      isProduction: known.isProduction,
    },
  }
}

/** Reads a postback of SKAdNetwork (2.1 and later) or AdAttributionKit, and verifies that Apple signed it. */
export function readPostback(text: string): ReadPostback {
  const json = parseJson(text)
  if (!isObject(json)) return refused('it is no JSON object')
  const jws = textAt(json, 'jws-string')
  return jws === null ? readSkan(json) : readAak(json, jws)
}
