import { html } from 'hono/html'

const WIDTH = 200
const MARGIN = 4
/** An interval that reaches further than so many times the largest value is cut. */
const MOST_BEYOND = 2

export interface DrawnInterval {
  readonly low: number
  /** `null` where it has no end. */
  readonly high: number | null
  readonly value: number | null
}

/** The range all intervals of a column are drawn on; a very wide one does not set it. */
export function drawnRange(
  intervals: readonly DrawnInterval[],
  always: readonly number[] = [],
): { readonly from: number; readonly to: number } {
  const highest = Math.max(0, ...intervals.flatMap(({ high }) => high ?? []))
  const usual = Math.max(0, ...intervals.flatMap(({ value }) => value ?? []), ...always)
  const most = usual > 0 ? Math.min(highest, MOST_BEYOND * usual) : highest
  return { from: 0, to: most > 0 ? most : 1 }
}

/** An interval as a line with its estimate as a dot; `mark` is a value to compare with. */
export function drawInterval(
  interval: DrawnInterval,
  { from, to }: { readonly from: number; readonly to: number },
  { label, mark }: { readonly label: string; readonly mark?: number },
) {
  const place = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - from) / (to - from)))
    return (MARGIN + share * (WIDTH - 2 * MARGIN)).toFixed(1)
  }
  const { low, high, value } = interval
  return html`<svg viewBox="0 0 ${WIDTH} 20" role="img" aria-label="${label}">${
    mark === undefined
      ? ''
      : html`<line class="tick" x1="${place(mark)}" x2="${place(mark)}" y1="0" y2="20"/>`
  }<line class="bar" x1="${place(low)}" x2="${place(high ?? to)}" y1="10" y2="10"/>${
    value === null ? '' : html`<circle class="dot" cx="${place(value)}" cy="10" r="4"/>`
  }</svg>`
}
