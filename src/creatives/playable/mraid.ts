/** What is said on the console where a playable wants to lead somewhere. */
export const LEAVES = 'mraid.open was called'

/**
 * What an ad's player offers as `mraid.js` (IAB MRAID 3.0), reduced to what an ad waits for before it begins: it is
 * visible and ready, and wherever it wants to lead is asked of nobody.
 */
export const MRAID = `(() => {
  let state = 'loading'
  const listeners = new Map()
  const add = (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener])
  const tell = (event, ...values) => { for (const listener of listeners.get(event) ?? []) listener(...values) }
  const size = () => ({ x: 0, y: 0, width: innerWidth, height: innerHeight })
  const nothing = () => {}
  const known = {
    addEventListener: add,
    removeEventListener: (event, listener) =>
      listeners.set(event, listener ? (listeners.get(event) ?? []).filter((one) => one !== listener) : []),
    getVersion: () => '3.0', getState: () => state, getPlacementType: () => 'interstitial',
    isViewable: () => true, supports: () => false, getAudioVolume: () => 0,
    getMaxSize: size, getScreenSize: size, getDefaultPosition: size, getCurrentPosition: size,
    open: () => console.debug('${LEAVES}'),
    getExpandProperties: () => ({ ...size(), useCustomClose: false, isModal: true }),
    getOrientationProperties: () => ({ allowOrientationChange: true, forceOrientation: 'none' }),
    getCurrentAppOrientation: () => ({ orientation: innerWidth > innerHeight ? 'landscape' : 'portrait', locked: false }),
  }
  window.mraid = new Proxy(known, { get: (own, name) => own[name] ?? nothing })
  addEventListener('load', () => { state = 'default'; tell('ready'); tell('stateChange', state); tell('viewableChange', true); tell('exposureChange', 100, size(), null) })
})()
`
