import { z } from 'zod'

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** How long something is valid, in milliseconds, written as `90d`, `12h` or `30m`. */
export function validity(what: string, longestDays: number) {
  return z
    .string()
    .regex(/^[1-9]\d{0,5}[mhd]$/, 'write a time such as 90d, 12h or 30m')
    .transform((text) => {
      const unit = z.enum(['m', 'h', 'd']).parse(text.at(-1))
      return Number.parseInt(text, 10) * UNIT_MS[unit]
    })
    .refine((time) => time <= longestDays * UNIT_MS.d, `${what} is valid for ${longestDays}d at most`)
}
