/** A number as tables and sentences for people write it: thin spaces between thousands; one decimal unless whole or said. */
export function writeCount(value: number, digits = Number.isInteger(value) ? 0 : 1): string {
  return value
    .toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replaceAll(',', '\u2009')
}
