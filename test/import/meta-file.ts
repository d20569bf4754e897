/** One row of an invented Meta Ads Manager export. */
export interface MetaRow {
  readonly day?: string
  readonly campaign?: string
  readonly ad?: string
  readonly impressions: number
  readonly installs?: number
  readonly clicks?: number
  readonly spend?: number
}

const COLUMNS = [
  ['Campaign name', ({ campaign }: MetaRow) => campaign],
  ['Ad name', ({ ad }: MetaRow) => ad],
  ['Day', ({ day }: MetaRow) => day],
  ['Amount spent (USD)', ({ spend = 1 }: MetaRow) => spend],
  ['Impressions', ({ impressions }: MetaRow) => impressions],
  ['Link clicks', ({ clicks = 10 }: MetaRow) => clicks],
  ['Clicks (all)', ({ clicks = 10 }: MetaRow) => clicks],
  ['App installs', ({ installs = 0 }: MetaRow) => installs],
] as const

/** An export of Meta Ads Manager with these rows; a column no row fills is left out. */
export function metaFile(rows: readonly MetaRow[]): string {
  const columns = COLUMNS.filter(([, read]) => rows.some((row) => read(row) !== undefined))
  const lines = rows.map((row) => columns.map(([, read]) => read(row) ?? '').join(','))
  return `${[columns.map(([header]) => header).join(','), ...lines].join('\n')}\n`
}

/** The days of April and May 2026 from the given first to last, as `MM-DD`. */
export function days(first: string, last: string): readonly string[] {
  const end = Date.parse(`2026-${last}T00:00:00Z`)
  const found: string[] = []
  for (let time = Date.parse(`2026-${first}T00:00:00Z`); time <= end; time += 86_400_000)
    found.push(new Date(time).toISOString().slice(0, 10))
  return found
}
