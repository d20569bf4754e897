import type { Block, Presentation } from '#engine/index.ts'

const GAP = '  '
const WIDEST_CELL = 60

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > WIDEST_CELL ? `${line.slice(0, WIDEST_CELL - 1)}…` : line
}

function printTable({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const cells = rows.map((row) =>
    row.map((cell, index) => (columns[index]?.align === 'left' ? shorten(cell) : cell)),
  )
  const widths = columns.map(({ label }, index) =>
    Math.max(label.length, ...cells.map((row) => row[index]?.length ?? 0)),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) =>
        columns[index]?.align === 'right'
          ? cell.padStart(widths[index] ?? 0)
          : cell.padEnd(widths[index] ?? 0),
      )
      .join(GAP)
      .trimEnd()
  return [line(columns.map(({ label }) => label)), ...cells.map(line)].join('\n')
}

function printBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text
    case 'table':
      return block.rows.length === 0 ? '(no rows)' : printTable(block)
    case 'notes':
      return block.notes
        .map(({ severity, message }) => `${severity === 'warning' ? '!' : '·'} ${message}`)
        .join('\n')
  }
}

/** An answer as text for a terminal. */
export function printPresentation(presentation: Presentation): string {
  return presentation
    .map(printBlock)
    .filter((text) => text !== '')
    .join('\n')
}
