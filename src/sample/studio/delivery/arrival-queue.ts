import { drawBinomial, drawMultinomial } from '../../random/binomial.ts'
import type { Random } from '../../random/random.ts'
import type { TouchType } from '../outcomes/delays.ts'
import type { Arrivals } from './ad-day.ts'

type Shares = Readonly<Record<TouchType, readonly number[]>>

const NONE: Arrivals = { click: [], view: [] }

/** Installs of one ad on their way: earned on the day of the impression, booked on that of the install. */
export class ArrivalQueue {
  readonly #earned = new Map<number, Arrivals>()
  readonly #shares: Shares

  constructor(shares: Shares) {
    this.#shares = shares
  }

  /** Earns installs on a day; returns how many of them had a click. */
  earn(random: Random, day: number, installs: number, viewShare: number): number {
    const views = drawBinomial(random, installs, viewShare)
    this.#earned.set(day, {
      click: drawMultinomial(random, installs - views, this.#shares.click),
      view: drawMultinomial(random, views, this.#shares.view),
    })
    this.#earned.delete(day - this.#shares.click.length)
    return installs - views
  }

  /** Installs booked on a day, by delay. */
  arriving(day: number): Arrivals {
    const of = (type: TouchType): number[] =>
      this.#shares[type].map((_, delay) => this.#earned.get(day - delay)?.[type][delay] ?? 0)
    return { click: of('click'), view: of('view') }
  }

  /** Installs earned on a day that are booked within so many days. */
  earnedWithin(day: number, days: number): number {
    const { click, view } = this.#earned.get(day) ?? NONE
    const sum = (counts: readonly number[]): number =>
      counts.slice(0, days + 1).reduce((total, count) => total + count, 0)
    return sum(click) + sum(view)
  }
}
