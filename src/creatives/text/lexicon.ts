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
export type ProofClass = 'downloads' | 'rating' | 'award' | 'reviews'

/** Phrases of one language, as they stand in ads; accents, case, spaces and signs do not matter. */
export interface Lexicon {
  readonly language: string
  readonly cta: Readonly<Partial<Record<CtaClass, readonly string[]>>>
  readonly offer: Readonly<Partial<Record<OfferClass, readonly string[]>>>
  readonly urgency: readonly string[]
  readonly proof: Readonly<Partial<Record<ProofClass, readonly string[]>>>
}
