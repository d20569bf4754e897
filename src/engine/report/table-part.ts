import { html } from 'hono/html'
import { writeCount } from '#schema/write-count.ts'
import type { Cell, ViewTable } from '../views/view.ts'

function written(cell: Cell): string {
  if (cell === null) return '—'
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'string') return cell
  const size = Math.abs(cell)
  if (Number.isInteger(cell)) return writeCount(cell, 0)
  return size < 0.01 ? cell.toPrecision(3) : writeCount(cell, size >= 100 ? 0 : 2)
}

/** Any table, as it is; columns that are empty throughout are left out. */
export function tablePart({ columns, rows }: ViewTable) {
  const shown = columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ index }) => rows.length === 0 || rows.some((row) => row[index] !== null))
  const sort = (type: string) => (type === 'number' ? 'number' : 'name')
  return html`<div class="scroll"><table><thead><tr>${shown.map(({ label, type }) => html`<th class="${sort(type)}">${label}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${shown.map(({ type, index }) => html`<td class="${sort(type)}">${written(row[index] ?? null)}</td>`)}</tr>`)}</tbody></table></div>
${rows.length === 0 ? html`<p>No rows.</p>` : ''}`
}
