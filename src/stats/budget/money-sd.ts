import { normalQuantile } from '../special/normal.ts'
import type { MoneyYield } from './types.ts'

/** Standard deviation of a yield, read from the width of its interval. */
export function moneySd({ low, high, level }: MoneyYield): number {
  return (high - low) / (2 * normalQuantile((1 + level) / 2))
}
