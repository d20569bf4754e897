import { z } from 'zod'

const MOST_LIFT = 10

/** A number above 0, with the sentence that says so. */
export function positiveNumber(example: string) {
  return z.coerce.number({ error: `write a number above 0, e.g. ${example}` }).gt(0, 'must be above 0')
}

/** A relative lift as `20%` or `0.2`. */
export const Lift = z
  .union([z.string(), z.number()], { error: 'write it as 20% or 0.2' })
  .transform((value, context) => {
    const [, digits = '', percent] = /^\s*([\d.]+|[\d.]+e[+-]?\d+)\s*(%?)\s*$/i.exec(String(value)) ?? []
    const lift = Number(digits === '' ? Number.NaN : digits) / (percent === '%' ? 100 : 1)
    if (lift > 0 && lift <= MOST_LIFT) return lift
    context.addIssue({
      code: 'custom',
      message: `${value} is no lift between 0 and ${MOST_LIFT * 100} %; write it as 20% or 0.2`,
    })
    return z.NEVER
  })

/** An error rate between 0 and 1. */
export const Alpha = z.coerce
  .number({ error: 'write a number between 0 and 1, e.g. 0.05' })
  .gt(0, 'must be above 0')
  .lt(1, 'must be below 1')
  .default(0.05)
  .meta({ description: 'two-sided error rate over all arms' })
