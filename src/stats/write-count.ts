/** A count as sentences write it: thin spaces between thousands, one decimal unless whole. */
export function writeCount(value: number): string {
  if (!(Math.abs(value) < 1e15)) return String(value)
  return value
    .toLocaleString('en-US', { maximumFractionDigits: Number.isInteger(value) ? 0 : 1 })
    .replaceAll(',', '\u2009')
}
