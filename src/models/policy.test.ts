import { expect, test } from 'vitest'
import { outcomesFor, type SourceOfTruth } from './policy.ts'

const POLICY: SourceOfTruth = {
  outcomes: ['mmp'],
  networks: new Map([['meta', ['network']]]),
  apps: new Map([
    ['A', { outcomes: ['own'], networks: new Map([['tiktok', ['network', 'own']]]) }],
    ['B', { outcomes: null, networks: new Map([['tiktok', ['own']]]) }],
  ]),
  matchedShare: 0.9,
}

test.each([
  ['tiktok', 'A', ['network', 'own']],
  ['meta', 'A', ['own']],
  ['meta', 'B', ['network']],
  ['tiktok', 'B', ['own']],
  ['unity-ads', 'B', ['mmp']],
  ['meta', null, ['network']],
  ['unity-ads', null, ['mmp']],
])('%s × %s: %s', (network, app, outcomes) => {
  expect(outcomesFor(POLICY, network, app)).toEqual(outcomes)
})
