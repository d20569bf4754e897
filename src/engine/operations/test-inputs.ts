import { z } from 'zod'

/** A number above 0, with the sentence that says so. */
export function positiveNumber(example: string) {
  return z.coerce.number({ error: `write a number above 0, e.g. ${example}` }).gt(0, 'must be above 0')
}

/** A share above 0, up to a largest one, as `20%` or `0.2`. */
function shareInput(what: string, most: number) {
  return z
    .union([z.string(), z.number()], { error: 'write it as 20% or 0.2' })
    .transform((value, context) => {
      const [, digits = '', percent] = /^\s*([\d.]+|[\d.]+e[+-]?\d+)\s*(%?)\s*$/i.exec(String(value)) ?? []
      const share = Number(digits === '' ? Number.NaN : digits) / (percent === '%' ? 100 : 1)
      if (share > 0 && share <= most) return share
      context.addIssue({
        code: 'custom',
        message: `${value} is no ${what} between 0 and ${most * 100} %; write it as 20% or 0.2`,
      })
      return z.NEVER
    })
}

/** A relative lift as `20%` or `0.2`. */
export const Lift = shareInput('lift', 10)

/** How much worse still counts as no worse. */
export const Margin = shareInput('margin', 0.9)

/** An error rate between 0 and 1. */
export const Alpha = z.coerce
  .number({ error: 'write a number between 0 and 1, e.g. 0.05' })
  .gt(0, 'must be above 0')
  .lt(1, 'must be below 1')
  .default(0.05)
  .meta({ description: 'two-sided error rate over all arms' })

/** Days left out at the start of everything that is read, while the network learns. */
export function explorationDays(of: string) {
  return z.coerce
    .number({ error: 'write a number of days, e.g. 3' })
    .int('must be whole days')
    .min(0, 'must be at least 0')
    .max(365, 'must be at most 365')
    .default(0)
    .meta({ description: `days left out at the start of each ${of}, while the network learns` })
}
