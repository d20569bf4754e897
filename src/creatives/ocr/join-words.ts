import type { TextBox } from './text-box.ts'

/** Words of a line lean by less and differ in height by less than this; further apart they are lines of their own. */
const MOST_ANGLE = 0.15
const MOST_RATIO = 1.6
const MOST_GAP = 0.8
const LEAST_OVERLAP = 0.6

const left = ({ x, width }: TextBox) => x - width / 2
const right = ({ x, width }: TextBox) => x + width / 2
const top = ({ y, height }: TextBox) => y - height / 2
const bottom = ({ y, height }: TextBox) => y + height / 2

function goOn(one: TextBox, other: TextBox): boolean {
  const [low, high] = [Math.min(one.height, other.height), Math.max(one.height, other.height)]
  const overlap = Math.min(bottom(one), bottom(other)) - Math.max(top(one), top(other))
  const gap = Math.max(left(one), left(other)) - Math.min(right(one), right(other))
  const isLevel = Math.abs(one.angle) < MOST_ANGLE && Math.abs(other.angle) < MOST_ANGLE
  return isLevel && high < MOST_RATIO * low && overlap > LEAST_OVERLAP * low && gap < MOST_GAP * high
}

/** One box around those of the words of a line. */
export function boxAround(boxes: readonly TextBox[]): TextBox | null {
  const [first] = boxes
  if (first === undefined || boxes.length === 1) return first ?? null
  const [from, to] = [Math.min(...boxes.map(left)), Math.max(...boxes.map(right))]
  const [high, low] = [Math.min(...boxes.map(top)), Math.max(...boxes.map(bottom))]
  return { x: (from + to) / 2, y: (high + low) / 2, width: to - from, height: low - high, angle: 0 }
}

/** What was found word by word, line by line; what leans or stands alone is a line of its own. */
export function joinWords<Word extends { readonly box: TextBox }>(
  words: readonly Word[],
): readonly (readonly Word[])[] {
  const lines: Word[][] = []
  for (const word of words.toSorted((one, other) => left(one.box) - left(other.box))) {
    const line = lines.find((known) => known.some(({ box }) => goOn(box, word.box)))
    if (line === undefined) lines.push([word])
    else line.push(word)
  }
  return lines
}
