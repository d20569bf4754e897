import type { Tag } from '#schema/answer/tag-answer.ts'
import { tagWriter } from '../taggers/tag-of.ts'
import type { PlayableText } from './read-playable.ts'
import type { ShownPlayable } from './show-playable.ts'

const tag = tagWriter('playable@1', 'fact')

/** Calls by which a playable talks to the player that shows it. */
const APIS: readonly (readonly [string, RegExp])[] = [
  ['mraid', /\bmraid\s*\.\s*(open|addEventListener|getState|isViewable)/],
  ['dapi', /\bdapi\s*\.\s*(openStoreUrl|isReady|addEventListener|getScreenSize)/],
  ['facebook', /\bFbPlayableAd\s*\.\s*onCTAClick/],
  ['google', /\bExitApi\s*\.\s*(exit|delayedExit)/],
  ['tiktok', /\b(openAppStore\s*\(|playableSDK\b)/],
  ['mintegral', /\bwindow\s*\.\s*(gameReady|gameEnd)\b/],
  ['snapchat', /\bScPlayableAd\s*\.\s*onCTAClick/],
]

/** What a playable listens to; libraries listen to more than a game uses. */
const GESTURES: readonly (readonly [string, RegExp])[] = [
  ['tap', /['"](click|tap|touchstart|touchend|pointerdown|pointerup|mousedown)['"]|\bonclick\b/],
  ['drag', /['"](touchmove|pointermove|mousemove|drag|dragstart)['"]/],
  ['swipe', /\bswipe(left|right|up|down)?\b/i],
  ['hold', /\b(long_?press|contextmenu)\b/i],
  ['tilt', /\bdevice(orientation|motion)\b/i],
]

const ADDRESS = /https?:\/\/[a-z0-9.-]+\.[a-z]{2,}/gi
/** Addresses that name a vocabulary or a shop and are not fetched. */
const NOT_FETCHED =
  /^https?:\/\/(www\.)?(w3\.org|schema\.org|apps\.apple\.com|itunes\.apple\.com|play\.google\.com)$/i

/** Whether these pages are an ad one plays, rather than a page one reads. */
export function isPlayable({ text }: PlayableText): boolean {
  return (
    APIS.some(([, call]) => call.test(text)) || (/<canvas|getContext\(/.test(text) && /<script/i.test(text))
  )
}

const REDIRECTS = { untouched: 'without_touch', touched: 'on_tap' } as const

/** Which others it asked for more while it was shown, and whether it led away before or after it was touched. */
export function shownTags({ hosts, leaves }: Pick<ShownPlayable, 'hosts' | 'leaves'>): readonly Tag[] {
  return [
    tag('redirect', leaves === null ? 'not_seen' : REDIRECTS[leaves], leaves === null ? 0.6 : 0.9),
    tag(
      ...(['external_requests', hosts.length, 1] as const),
      hosts.length === 0 ? null : { text: hosts.slice(0, 5).join(' ') },
    ),
  ]
}

/** What the pages and scripts of a playable say about it, without running them. */
export function playableTags({ text }: PlayableText): readonly Tag[] {
  const apis = APIS.flatMap(([name, call]) => {
    const [found] = call.exec(text) ?? []
    return found === undefined ? [] : [tag('playable_api', name, 1, { text: found })]
  })
  const hosts = new Set(
    (text.match(ADDRESS) ?? [])
      .map((address) => address.toLowerCase())
      .filter((one) => !NOT_FETCHED.test(one)),
  )
  const gestures = GESTURES.flatMap(([name, listens]) => {
    const [found] = listens.exec(text) ?? []
    return found === undefined ? [] : [tag('gesture', name, 0.5, { text: found })]
  })
  const [named] = hosts
  return [
    ...apis,
    ...(gestures.length === 0 ? [tag('gesture', 'none', 0.5)] : gestures),
    tag(
      'external_addresses',
      hosts.size,
      0.8,
      named === undefined ? null : { text: [...hosts].slice(0, 5).join(' ') },
    ),
  ]
}
