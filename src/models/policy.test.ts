import { expect, test } from 'vitest'
import { decidedOutcomes, type SourceOfTruth } from './policy.ts'

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
  ['tiktok', 'A', ['network', 'own'], 'app_on_network'],
  ['meta', 'A', ['own'], 'app'],
  ['meta', 'B', ['network'], 'network'],
  ['tiktok', 'B', ['own'], 'app_on_network'],
  ['unity-ads', 'B', ['mmp'], 'all'],
  ['meta', null, ['network'], 'network'],
  ['unity-ads', null, ['mmp'], 'all'],
])('%s × %s: %s', (network, app, outcomes, saidOf) => {
  expect(decidedOutcomes(POLICY, network, app)).toEqual({ outcomes, saidOf })
})
