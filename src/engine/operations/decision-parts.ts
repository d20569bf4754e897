import { z } from 'zod'
import { oneOf } from './inputs.ts'

/** Days after a suggestion that are looked at. */
export const DecisionDays = z.coerce
  .number()
  .int()
  .min(1)
  .max(90)
  .default(14)
  .meta({ description: 'days after a suggestion that are looked at' })

/** Number of a suggestion, plain or as the command line hands it over. */
export const DecisionNumber = z
  .union([
    z.number().int().positive(),
    oneOf(z.string().regex(/^\d+$/, 'write the number of the suggestion')),
  ])
  .transform(Number)
  .meta({ description: 'number of the suggestion, see `permille decisions`' })
