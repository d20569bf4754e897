/** The bound, or null when it is beyond numbers, which is no bound at all. */
export function bounded(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
