import { setTimeout } from 'node:timers/promises'

/** The time, and waiting for it; passed in, so that a test waits for nothing. */
export interface Clock {
  now(): Date
  /** Resolves after so many seconds, or throws as soon as the signal is given. */
  wait(seconds: number, signal?: AbortSignal): Promise<void>
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  wait: (seconds, signal) => setTimeout(seconds * 1000, undefined, { signal }),
}
