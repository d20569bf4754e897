/** The table most hostile files are made of: four rows, 10,000 impressions, 200 clicks, 45.50 spent. */
export const HEADER = ['Day', 'Campaign', 'Impressions', 'Clicks', 'Spend'] as const

export const ROWS = [
  ['2026-11-01', 'Été — Ünïcode', '4000', '80', '20.00'],
  ['2026-11-02', 'Plain', '3000', '60', '12.25'],
  ['2026-11-03', 'Name, with comma', '2000', '40', '8.25'],
  ['2026-11-04', 'Last', '1000', '20', '5.00'],
] as const

export const TOTALS = { Impressions: 10_000, Clicks: 200, Spend: 45.5 }

export const READ = { rows: 4, totals: TOTALS } as const

interface Style {
  readonly delimiter?: string
  readonly newline?: string
  readonly rows?: readonly (readonly string[])[]
  readonly header?: readonly string[]
  readonly before?: readonly string[]
  readonly after?: readonly string[]
}

/** The table as delimited text. */
export function csv(style: Style = {}): string {
  const { delimiter = ',', newline = '\n', rows = ROWS, header = HEADER, before = [], after = [] } = style
  const lines = [header, ...rows].map((cells) => cells.map((cell) => quote(cell, delimiter)).join(delimiter))
  return [...before, ...lines, ...after].map((line) => line + newline).join('')
}

function quote(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Latin text as Windows-1252 bytes. */
export function windows1252(text: string): Buffer {
  const special: Readonly<Record<string, number>> = { '€': 0x80, '—': 0x97, '’': 0x92 }
  return Buffer.from(Array.from(text, (letter) => special[letter] ?? letter.charCodeAt(0)))
}

export function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16()
}
