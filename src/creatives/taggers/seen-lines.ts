import type { TagEvidence } from '#schema/answer/tag-answer.ts'
import type { TextLine } from '../ocr/text-reader.ts'
import { isAlike } from '../text/edit-distance.ts'
import { plainLetters } from '../text/normalise.ts'

/** The lines of one picture, and when a video shows it. */
export interface ReadPicture {
  /** Seconds from the start; `null` for a picture that stands still. */
  readonly at: number | null
  readonly lines: readonly TextLine[]
}

/** A line, and from when to when it was seen. */
export interface SeenLine {
  readonly line: TextLine
  readonly from: number | null
  readonly to: number | null
}

/** Lines that are less sure are not told. */
export const LEAST_CONFIDENCE = 0.6

/** Lines that say the same in several pictures, once. */
export function seenLines(pictures: readonly ReadPicture[]): readonly SeenLine[] {
  const seen: { line: TextLine; letters: string; from: number | null; to: number | null }[] = []
  for (const { at, lines } of pictures) {
    for (const line of lines) {
      const letters = plainLetters(line.text)
      if (line.confidence < LEAST_CONFIDENCE || letters === '') continue
      const known = seen.find((other) => isAlike(other.letters, letters))
      if (known === undefined) seen.push({ line, letters, from: at, to: at })
      else {
        known.to = at
        if (line.confidence > known.line.confidence) known.line = line
      }
    }
  }
  return seen
}

/** Where and when a line was seen. */
export function evidenceOf({ line, from, to }: SeenLine): TagEvidence {
  const { left, top, width, height, text } = line
  return { text, box: { left, top, width, height }, ...(from === null || to === null ? {} : { from, to }) }
}
