import { describe, expect, it } from 'vitest'
import { recogniseNetwork } from './recognise-network.ts'

describe('recogniseNetwork', () => {
  it.each([
    ['googleadwords_int', 'google-ads'],
    ['Facebook Ads', 'meta'],
    ['unityads_int', 'unity-ads'],
    ['Unity Ads', 'unity-ads'],
    ['ironsource_int', 'ironsource'],
    ['mintegral_int', 'mintegral'],
    ['applovin_int', 'applovin'],
    ['AppLovin', 'applovin'],
    ['tiktokglobal_int', 'tiktok'],
    ['bytedanceglobal_int', 'tiktok'],
    ['snapchat_int', 'snapchat'],
    ['pinterest_int', 'pinterest'],
    ['Apple Search Ads', 'apple-ads'],
    ['moloco_int', 'moloco'],
    ['liftoff_int', 'liftoff'],
    ['vungle_int', 'vungle'],
    ['twitter', 'x-ads'],
    ['REDDIT_INT', 'reddit'],
    ['Organic', 'organic'],
  ])('knows %s as %s', (name, network) => {
    expect(recogniseNetwork(name)).toBe(network)
  })

  it.each(['Instagram_account', 'restricted', 'Website', 'None', '', 'AppsFlyer'])(
    'does not know %j',
    (name) => {
      expect(recogniseNetwork(name)).toBeNull()
    },
  )

  it('lets the caller add and override names', () => {
    expect(recogniseNetwork('acme_int', { ACME_INT: 'acme' })).toBe('acme')
    expect(recogniseNetwork('twitter', { Twitter: 'own' })).toBe('own')
  })
})
