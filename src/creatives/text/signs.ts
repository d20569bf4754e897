import type { HudPart, Lexicon } from './lexicon.ts'
import { plainCase } from './normalise.ts'

/** What words on an ad are a sign of, beyond its promises. */
export const SIGN_KEYS = ['claim', 'disclaimer', 'gambling_words', 'hud', 'outcome', 'store_badges'] as const
type SignKey = (typeof SIGN_KEYS)[number]

/** What a sign is of. */
export interface SignOf {
  readonly key: SignKey
  readonly value: string
}

/** Signs of one language, by what they are met with. */
export interface Signs {
  readonly language: string | null
  /** Phrases inside of a line. */
  readonly phrases: readonly (SignOf & { readonly phrase: string })[]
  /** Phrases that are a line by themselves. */
  readonly lines: readonly (SignOf & { readonly phrase: string })[]
  /** Patterns of a line in plain case. */
  readonly patterns: readonly (SignOf & { readonly pattern: RegExp })[]
}

const WRITTEN_TOGETHER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u
const NUMBER = '[x×]?\\s?\\p{Nd}[\\p{Nd}.,/ ]*[km]?'
/** One digit: only 40 % are no feat. */
const FEW = '(?<!\\p{Nd}[.,]?)(?:\\p{Nd}([.,]\\p{Nd}+)?\\s?[%٪]|[%٪]\\s?\\p{Nd}([.,]\\p{Nd}+)?)(?!\\p{Nd})'

const escaped = (text: string) => plainCase(text).replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const listed = (of: SignOf, phrases: readonly string[]) => phrases.map((phrase) => ({ ...of, phrase }))

/** The words as alternatives, each a word of its own where its letters know spaces. */
function oneOf(words: readonly string[]): string {
  const each = words.map((word) =>
    WRITTEN_TOGETHER.test(word) ? escaped(word) : `(?<!\\p{L})${escaped(word)}(?!\\p{L})`,
  )
  return `(?:${each.join('|')})`
}

function onlySome({ before, after }: Lexicon['claim']['onlySome']): readonly RegExp[] {
  return [new RegExp(`${oneOf(before)}\\s*${FEW}`, 'u'), new RegExp(`${FEW}['’]?\\s?${oneOf(after)}`, 'u')]
}

const HUD: readonly HudPart[] = ['level', 'score', 'timer', 'moves', 'lives', 'coins']

/** A display's phrase as a pattern of a whole line. */
function shown(part: HudPart, phrase: string): RegExp {
  if (part === 'timer') return new RegExp(`^${escaped(phrase)}\\s?:?\\s?\\p{Nd}?\\p{Nd}:\\p{Nd}\\p{Nd}$`, 'u')
  const [before = '', after = ''] = phrase.split('#').map((text) => escaped(text.trim()))
  if (!phrase.includes('#')) return new RegExp(`^${before}\\s?:?$`, 'u')
  const ending = after === '' ? '' : `\\s?${after}`
  return new RegExp(`^${before === '' ? '' : `${before}\\s?[.:]?\\s?`}${NUMBER}${ending}[.!]?$`, 'u')
}

/** The signs of a language. */
export function signsOf({ language, claim, disclaimer, gambling, hud, outcome }: Lexicon): Signs {
  return {
    language,
    phrases: [
      ...listed({ key: 'claim', value: 'real_money' }, claim.realMoney),
      ...listed({ key: 'claim', value: 'no_ads' }, claim.noAds),
      ...listed({ key: 'claim', value: 'offline' }, claim.offline),
      ...listed({ key: 'disclaimer', value: 'yes' }, disclaimer),
      ...listed({ key: 'gambling_words', value: 'yes' }, gambling),
    ],
    lines: [
      ...listed({ key: 'outcome', value: 'win' }, outcome.win),
      ...listed({ key: 'outcome', value: 'lose' }, outcome.lose),
    ],
    patterns: [
      ...onlySome(claim.onlySome).map((pattern) => ({ key: 'claim', value: 'only_some', pattern }) as const),
      ...HUD.flatMap((part) =>
        hud[part].map((phrase) => ({ key: 'hud', value: part, pattern: shown(part, phrase) }) as const),
      ),
    ],
  }
}

const badge = (value: string) => ({ key: 'store_badges', value }) as const

/** Signs that are the same in every language: names, ages and clocks. */
export const SIGNS_OF_ALL: Signs = {
  language: null,
  phrases: [
    ...listed(badge('app_store'), ['app store', 'apple store']),
    ...listed(badge('google_play'), ['google play', 'play store']),
    ...listed(badge('other'), [
      ...['galaxy store', 'appgallery', 'amazon appstore', 'microsoft store', 'rustore'],
    ]),
  ],
  lines: [],
  patterns: [
    { key: 'disclaimer', value: 'yes', pattern: /(^|\s)(18|21)\s?\+(\s|$)/ },
    { key: 'hud', value: 'timer', pattern: /^\d?\d:\d\d$/ },
  ],
}
