import type { Computed, NotComputed } from '../not-computed.ts'

/** One creative: what its rate is worth, where it stands, and its value of each element; null where it is not known. */
export interface ElementCreative {
  readonly id: string
  /** Logarithm of its rate beside others of its group, and the variance of its noise. */
  readonly logRate: number
  readonly variance: number
  /** What it is only compared inside of, as far as possible: group of places, format, quarter of its launch. */
  readonly within: readonly string[]
  readonly values: readonly (string | null)[]
  /** Its plain counts, for what a reader would see without any adjustment. */
  readonly exposure: number
  readonly conversions: number
}

export interface ElementsInput {
  readonly elements: readonly string[]
  readonly creatives: readonly ElementCreative[]
  /** Level of every interval. Default 0.95. */
  readonly level?: number
}

/** A rate over another one, with a central interval. */
export interface ElementRatio {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** What goes with a value of an element, against creatives that carry another value of it. */
export interface ElementReading {
  /** Worth believing: drawn to no effect by as much as it is uncertain. */
  readonly effect: ElementRatio
  /** The same without being drawn, all other elements held apart, and its test. */
  readonly unshrunk: ElementRatio
  readonly pValue: number
  /** Among all values tested in this reading. */
  readonly qValue: number
}

export interface ElementEffect {
  readonly element: string
  readonly value: string
  /** Creatives that carry it, and that carry another value. */
  readonly creatives: number
  readonly others: number
  readonly exposure: number
  readonly conversions: number
  /** Plain rate of those that carry it over that of those that carry another value; null where nothing is known of one. */
  readonly pooled: number | null
  /** True when the plain rates say the opposite of what is 90 % sure once the rest is held apart. */
  readonly isMisleading: boolean
  /** Values of other elements that cannot be told apart from it; they share this effect. */
  readonly alike: readonly AlikeValue[]
  readonly reading: Computed<ElementReading>
}

export interface AlikeValue {
  readonly element: string
  readonly value: string
  readonly correlation: number
}

/** Two values of different elements that often go together, but not always. */
export interface ElementPair {
  readonly values: readonly [ElementValue, ElementValue]
  readonly correlation: number
}

export interface ElementValue {
  readonly element: string
  readonly value: string
}

/** An element of which nothing can be said, or of which some values are carried too rarely. */
export interface UnreadElement {
  readonly element: string
  readonly reason: NotComputed
}

/** How often a value is found among clear winners and among clear losers. */
export interface SharedValue {
  readonly element: string
  readonly value: string
  readonly winners: number
  readonly losers: number
  /** Share among winners less that among losers. */
  readonly difference: number
  readonly low: number
  readonly high: number
  readonly pValue: number
  readonly qValue: number
}

export interface SharedValues {
  /** Creatives better, and worse, than the typical one of their group with at least 80 %. */
  readonly winners: readonly string[]
  readonly losers: readonly string[]
  readonly values: readonly SharedValue[]
}

/** A combination nobody ran, next to one that did run. */
export interface UntriedCombination extends ElementRatio {
  /** Value of each element, in the order of `free`. */
  readonly values: readonly string[]
  /** What it changes of the nearest combination that ran. */
  readonly changes: readonly ElementValue[]
  readonly nearest: string
  /** P(a creative made so is better than the typical one), its own quality included. */
  readonly probabilityBetter: number
  /** The range a creative made so lies in. */
  readonly creativeLow: number
  readonly creativeHigh: number
}

export interface UntriedCombinations {
  /** Elements that can be chosen freely. */
  readonly free: readonly string[]
  readonly combinations: readonly UntriedCombination[]
}

export interface ElementsReading {
  readonly creatives: number
  readonly degreesOfFreedom: number
  /** Standard deviations of log rates: between values of an element, and between creatives beyond their elements. */
  readonly spread: { readonly element: number; readonly creative: number }
  /** Share of the variance between creatives that goes with their elements. */
  readonly explained: number
  readonly effects: readonly ElementEffect[]
  readonly unread: readonly UnreadElement[]
  /** Values carried by too few, by element: how many there are. */
  readonly rare: Readonly<Record<string, number>>
  readonly together: readonly ElementPair[]
  readonly shared: Computed<SharedValues>
  readonly untried: Computed<UntriedCombinations>
  readonly level: number
}
