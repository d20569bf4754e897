/** What a button asks for. */
export const CTA_CLASSES = [
  'play',
  'install',
  'download',
  'try',
  'buy',
  'shop',
  'order',
  'book',
  'sign_up',
  'learn_more',
  'watch',
  'claim',
  'get',
  'start',
  'spin',
  'join',
  'open',
  'subscribe',
] as const
export type CtaClass = (typeof CTA_CLASSES)[number]

export type OfferClass = 'free' | 'bonus' | 'trial' | 'discount' | 'limited_time'
export type ProofClass = 'downloads' | 'rating' | 'award' | 'reviews' | 'influencer'

/** What a game shows of itself. */
export type HudPart = 'level' | 'score' | 'timer' | 'moves' | 'lives' | 'coins'

/** Phrases of one language, as they stand in ads; accents, case, spaces and signs do not matter. */
export interface Lexicon {
  readonly language: string
  readonly cta: Readonly<Partial<Record<CtaClass, readonly string[]>>>
  readonly offer: Readonly<Partial<Record<OfferClass, readonly string[]>>>
  /** What a game is paid with inside of it. */
  readonly currency: readonly string[]
  readonly urgency: readonly string[]
  readonly proof: Readonly<Partial<Record<ProofClass, readonly string[]>>>
  readonly claim: {
    /** What stands before or after a small share: “only 1 %”, “1 % can”. */
    readonly onlySome: { readonly before: readonly string[]; readonly after: readonly string[] }
    readonly realMoney: readonly string[]
    readonly noAds: readonly string[]
    readonly offline: readonly string[]
  }
  readonly disclaimer: readonly string[]
  readonly gambling: readonly string[]
  /** What a display of a game says, where # is a number; of the timer, what stands before the time. */
  readonly hud: Readonly<Record<HudPart, readonly string[]>>
  /** Whole lines that tell how a game ended. */
  readonly outcome: { readonly win: readonly string[]; readonly lose: readonly string[] }
}
