import type { Note } from '#schema/note.ts'

/** Column names that are unique whatever their case, and notes on those that had to be made up. */
export function nameColumns(
  cells: readonly string[],
  width: number,
): { headers: string[]; problems: Note[] } {
  const taken = new Set<string>()
  const repeated = new Set<string>()
  let unnamed = 0
  const headers = Array.from({ length: width }, (_, index) => {
    const written = (cells[index] ?? '')
      .replace(/[\uFEFF\u200B]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (written === '') unnamed++
    const base = written === '' ? `column ${index + 1}` : written
    let name = base
    for (let count = 2; taken.has(name.toLowerCase()); count++) {
      name = `${base} (${count})`
      repeated.add(base)
    }
    taken.add(name.toLowerCase())
    return name
  })
  const problems: Note[] = []
  if (repeated.size > 0) {
    const names = [...repeated]
      .slice(0, 5)
      .map((name) => `“${name}”`)
      .join(', ')
    problems.push({
      code: 'repeated_headers',
      message: `several columns are called ${names}; the later ones got a number`,
      severity: 'warning',
    })
  }
  if (unnamed > 0) {
    problems.push({
      code: 'unnamed_columns',
      message: unnamed === 1 ? 'one column has no name' : `${unnamed} columns have no name`,
      severity: 'info',
    })
  }
  return { headers, problems }
}
