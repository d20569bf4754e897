import { expect, test } from 'vitest'
import { EXAMPLES } from '../../../test/support/apple-examples.ts'
import { readPostback } from './postback.ts'

test.each(Object.entries(EXAMPLES))('Apple’s example of %s is verified', (_name, example) => {
  expect(readPostback(JSON.stringify(example))).toMatchObject({ kind: 'postback' })
})

test('what is signed may not be changed, what is not signed may', () => {
  const example = EXAMPLES['version 4.0, fine value']
  for (const change of [
    { 'app-id': 525463030 },
    { 'source-identifier': '5238' },
    { 'did-win': false },
    { 'postback-sequence-index': 1 },
    { 'source-domain': 'other.example' },
  ]) {
    expect(readPostback(JSON.stringify({ ...example, ...change }))).toEqual({
      kind: 'refused',
      reason: 'the signature is not Apple’s',
    })
  }
  expect(readPostback(JSON.stringify({ ...example, 'conversion-value': 1 }))).toMatchObject({
    postback: { value: '1', sourceIdentifier: '5239', source: 'example.com', window: 0, didWin: true },
  })
})

test('one of AdAttributionKit says what it is', () => {
  expect(readPostback(JSON.stringify(EXAMPLES.AdAttributionKit))).toEqual({
    kind: 'postback',
    postback: {
      id: 'aak 85546EB7-FD39-44BC-8990-C98A4AC36A49 0',
      network: 'development.adattributionkit',
      app: '10738027756',
      sourceIdentifier: '1234',
      source: '0',
      conversion: 're-engagement',
      didWin: true,
      touch: 'click',
      window: 0,
      value: '24',
      country: 'US',
      isProduction: false,
    },
  })
})

test('a JWS with another signature is refused', () => {
  const [head, body] = EXAMPLES.AdAttributionKit['jws-string'].split('.')
  for (const signature of ['', 'AAAA', Buffer.alloc(64, 1).toString('base64url')]) {
    expect(readPostback(JSON.stringify({ 'jws-string': `${head}.${body}.${signature}` }))).toEqual({
      kind: 'refused',
      reason: 'the signature is not Apple’s',
    })
  }
})

test.each([
  ['', 'it is no JSON object'],
  ['[]', 'it is no JSON object'],
  ['{"version":"2.0"}', 'version 2.0 of SKAdNetwork is not verified'],
  ['{"version":"4.0"}', 'ad-network-id is missing'],
  ['{"jws-string":"a.b"}', 'the JWS cannot be read'],
  [
    `{"jws-string":"${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.AA"}`,
    'the key is not Apple’s',
  ],
])('%s is refused: %s', (text, reason) => {
  expect(readPostback(text)).toEqual({ kind: 'refused', reason })
})
