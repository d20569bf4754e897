import { formatSearchParams, type SearchParams } from '../scope/search-params.ts'

/** A question whose rows may leave the page: its operation, and what it is asked with. */
export interface Question {
  of: 'rank' | 'compare' | 'query' | 'creatives' | 'fraud'
  params: SearchParams
}

/** Where the answer of a question is fetched as a file. */
export function fileAddress({ of, params }: Question, format: 'csv' | 'xlsx' | 'parquet' | 'html'): string {
  const asked: SearchParams = { of: [of], ...params }
  return format === 'html'
    ? `/api/v1/report${formatSearchParams(asked)}`
    : `/api/v1/export${formatSearchParams({ ...asked, format: [format] })}`
}

/** The fields of a question as a change takes them: one value alone, several as a list. */
export function questionFields({ of, params }: Question): Readonly<Record<string, unknown>> {
  const given = Object.entries(params).flatMap(([name, values = []]) =>
    values.length === 0 ? [] : [[name, values.length === 1 ? values[0] : values] as const],
  )
  return { of, ...Object.fromEntries(given) }
}
