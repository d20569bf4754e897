import type { Channel } from './networks.ts'

type Effects = Readonly<Record<Channel, number>>

const none: Effects = { sdk: 0, social: 0 }

/** What the opening of a creative adds to the logarithm of its install rate, per channel. */
export const HOOKS = {
  Gameplay: none,
  Fail: { sdk: 0.22, social: 0.22 },
  Story: { sdk: 0.12, social: 0.12 },
  UGC: { sdk: -0.2, social: 0.2 },
  Challenge: none,
  Satisfying: { sdk: 0.1, social: 0.1 },
  TextQuestion: { sdk: -0.15, social: -0.15 },
} as const satisfies Record<string, Effects>

export type Hook = keyof typeof HOOKS

const SECONDS: Readonly<Record<number, Effects>> = {
  15: none,
  30: { sdk: 0.08, social: -0.08 },
  45: { sdk: 0, social: -0.2 },
}

/** What a video's length adds to the logarithm of its install rate; nothing for other formats. */
export function secondsEffect(seconds: number | null, channel: Channel): number {
  return seconds === null ? 0 : (SECONDS[seconds] ?? none)[channel]
}
