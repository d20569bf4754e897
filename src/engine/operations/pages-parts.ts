import { z } from 'zod'
import { PAGE_DIMENSIONS, type PageTiming } from '#schema/answer/pages-answer.ts'
import { DecisionMaturityInput, EventInput, RangeInputs } from './inputs.ts'
import { formatNumber } from './presentation.ts'

/** Which pages are asked about, and over which rows. */
export const PagesInputs = {
  by: z
    .enum(PAGE_DIMENSIONS)
    .default('landing_page')
    .meta({ description: 'pages of the web (default), or of an app store' }),
  event: EventInput,
  ...RangeInputs,
  maturity: DecisionMaturityInput,
} as const

export type AskedPages = z.output<z.ZodObject<typeof PagesInputs>>

const seconds = (ms: number | null) => (ms === null ? '—' : `${formatNumber(ms / 1000, 2)} s`)

/** Labels of the columns that say how a page loads. */
export const TIMING_COLUMNS = ['loads in', 'first text', 'size, kB', 'redirects', 'status', 'timed'] as const

/** How a page loads, as cells of a table. */
export function timingCells(timing: PageTiming | null): readonly string[] {
  if (timing === null) return ['—', '—', '—', '—', '—', 'not yet']
  const { load, fastestMs, slowestMs } = timing
  const at = timing.at.slice(0, 16).replace('T', ' ')
  if (load === null) return ['—', '—', '—', '—', '—', at]
  const spread = fastestMs === slowestMs ? '' : ` (${seconds(fastestMs)}–${seconds(slowestMs)})`
  return [
    `${seconds(load.loadMs)}${spread}`,
    seconds(load.paintMs),
    formatNumber(load.bytes / 1000),
    formatNumber(load.hops.length - 1),
    String(load.status),
    at,
  ]
}
