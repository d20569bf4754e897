import type { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'

/** One name and id that a network knows a creative by. */
export interface CreativePart {
  network: string | null
  name: string | null
  id: string | null
  impressions: number | null
  files: string
}

/** The statement that tells under which names and ids a creative was delivered, and in which files. */
export function partsStatement(creative: string): string {
  return `SELECT d.network AS network, d.creative AS name, d.creative_id AS id,
  sum(d.impressions) AS impressions, string_agg(DISTINCT l.file_name, '; ') AS files
FROM delivery d JOIN loads l ON l.load = d.load
WHERE d.creative_key = '${creative.replaceAll("'", "''")}'
GROUP BY d.network, d.creative, d.creative_id
ORDER BY impressions DESC`
}

function text(cell: SqlQueryAnswer['rows'][number][number] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell)
}

export function readParts({ rows }: SqlQueryAnswer): CreativePart[] {
  return rows.map(([network, name, id, impressions, files]) => ({
    network: text(network),
    name: text(name),
    id: text(id),
    impressions: typeof impressions === 'number' ? impressions : null,
    files: text(files) ?? '',
  }))
}
