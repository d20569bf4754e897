import type { TextLine } from '../ocr/text-reader.ts'

const LEAST_CONFIDENCE = 0.6
const LEAST_LETTERS = 4
/** Lines of one headline differ in size by at most this factor. */
const LIKE_SIZE = 1.15
/** A last short word may have no tall letters, or only such, so its box is lower or higher. */
const LIKE_SIZE_OF_WORD = 1.5
const SHORT_WORD = 9
const CLEARLY_READ = 0.9
/** A single word is more often a name than a headline. */
const SINGLE_WORD = 0.5

const lettersIn = (text: string) => text.match(/\p{L}/gu)?.length ?? 0

/** Whether a line goes on what another begins: right below it, of its size, over the same place. */
function goesOn(above: TextLine, below: TextLine): boolean {
  const gap = below.top - (above.top + above.height)
  const overlap =
    Math.min(above.left + above.width, below.left + below.width) - Math.max(above.left, below.left)
  const ratio = Math.max(above.size, below.size) / Math.min(above.size, below.size)
  const isShortWord =
    below.text.length <= SHORT_WORD && below.confidence >= CLEARLY_READ && /^\p{L}+$/u.test(below.text)
  const most = isShortWord ? LIKE_SIZE_OF_WORD : LIKE_SIZE
  return Math.abs(gap) < above.height * 0.6 && overlap > 0 && ratio < most
}

/** How much a group of lines catches the eye: its letters' height, how many there are, and whether it is a phrase. */
function weight(group: readonly TextLine[]): number {
  const text = group.map((line) => line.text).join(' ')
  const size = Math.max(...group.map((line) => line.size))
  return size ** 1.5 * Math.sqrt(Math.min(lettersIn(text), 40)) * (text.includes(' ') ? 1 : SINGLE_WORD)
}

/** The lines that stand out most, from top to bottom; none where nothing can be read. */
export function findHeadline(lines: readonly TextLine[]): readonly TextLine[] {
  const groups: TextLine[][] = []
  for (const line of lines.toSorted((one, other) => one.top - other.top)) {
    if (line.confidence < LEAST_CONFIDENCE) continue
    const group = groups.find((earlier) => {
      const last = earlier.at(-1)
      return last !== undefined && goesOn(last, line)
    })
    if (group === undefined) groups.push([line])
    else group.push(line)
  }
  return groups
    .filter((group) => group.reduce((sum, { text }) => sum + lettersIn(text), 0) >= LEAST_LETTERS)
    .reduce<readonly TextLine[]>(
      (best, group) => (best.length === 0 || weight(group) > weight(best) ? group : best),
      [],
    )
}
