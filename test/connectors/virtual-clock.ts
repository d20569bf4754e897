import type { Clock } from '#connectors/kit/clock.ts'

/** A clock that passes only when somebody waits for it, and remembers how long. */
export class VirtualClock implements Clock {
  readonly waits: number[] = []
  #now: number

  constructor(start: string) {
    this.#now = Date.parse(start)
  }

  now(): Date {
    return new Date(this.#now)
  }

  async wait(seconds: number): Promise<void> {
    this.waits.push(seconds)
    this.#now += seconds * 1000
  }

  /** Goes to a moment. */
  set(moment: string): void {
    this.#now = Date.parse(moment)
  }
}
