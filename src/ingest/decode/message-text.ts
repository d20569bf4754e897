const WORDS_OF_TROUBLE =
  /\b(?:error|failed|failure|invalid|not found|unauthori[sz]ed|forbidden|denied|expired|exceeded|maximum number|limit (?:reached|exceeded)|rate limit|too many requests|try again|not (?:allowed|permitted|supported)|missing|no data|incorrect|bad request|timed? ?out)\b/i

/** The sentence a source sent instead of a report, or `null` when the text may be a table. */
export function findMessage(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > 2000 || trimmed.split(/\r\n|\n|\r/).length > 3) return null
  const counts = trimmed.split(/[,;\t|\r\n]+/).map((part) => part.trim().split(/\s+/).length)
  const words = counts.reduce((sum, count) => sum + count, 0)
  const prose = Math.max(...counts) > 9 || (/[.!]$/.test(trimmed) && words > 7 && words / counts.length > 3)
  return prose || WORDS_OF_TROUBLE.test(trimmed) ? trimmed.replace(/\s+/g, ' ').slice(0, 200) : null
}
