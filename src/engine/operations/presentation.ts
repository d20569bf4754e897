import { writeCount } from '#schema/write-count.ts'
/** An answer as a person reads it: blocks in order, for a terminal or a page of text. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'table'
      readonly columns: readonly { readonly label: string; readonly align: 'left' | 'right' }[]
      readonly rows: readonly (readonly string[])[]
    }
  | {
      readonly kind: 'notes'
      readonly notes: readonly { readonly severity: 'info' | 'warning'; readonly message: string }[]
    }

export type Presentation = readonly Block[]

const ABSENT = '—'

/** A count or an amount with thin spaces between thousands. */
export function formatNumber(value: number | null, digits = 0): string {
  if (value === null) return ABSENT
  return writeCount(value, digits)
}

/** A rate per mille: one decimal from 10 on, two below, three significant digits below 0.1. */
export function formatPerMille(value: number | null): string {
  if (value === null) return ABSENT
  if (value > 0 && value < 0.1) return value.toPrecision(3)
  return formatNumber(value, value >= 10 ? 1 : 2)
}

export function formatShare(value: number | null): string {
  if (value === null) return ABSENT
  if (value > 0 && value < 0.01) return '<1 %'
  return `${Math.round(value * 100)} %`
}

/** A probability as a share that never claims certainty. */
export function formatProbability(value: number | null): string {
  if (value === null) return ABSENT
  if (value < 0.01) return '<1 %'
  return value > 0.99 ? '>99 %' : formatShare(value)
}
