import { z } from 'zod'

/** Days back from the newest complete day of the data, as operations take them: `28d`. */
export const DaysBack = z.string().regex(/^[1-9]\d{0,3}d$/, 'write a number of days, e.g. 28d')
