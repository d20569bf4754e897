/** How many letters must be added, removed or changed to make one text the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1]
    for (let to = 0; to < other.length; to += 1) {
      const changed = (row[to] ?? 0) + (one[at] === other[to] ? 0 : 1)
      next.push(Math.min(changed, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/** Whether two texts are the same but for letters that were misread: one in five. */
export function isAlike(one: string, other: string): boolean {
  const most = Math.floor(Math.max(one.length, other.length) / 5)
  return Math.abs(one.length - other.length) <= most && editDistance(one, other) <= most
}
