import type { TextLine } from '../ocr/text-reader.ts'
import { type Box, covered } from './box.ts'

/** What is this much covered by lines of text is stylised letters; at less, faces under captions would go too. */
const COVERED = 0.75

/** Faces and things that are not letters mistaken for one. */
export function withoutLetters<Seen extends Box>(
  seen: readonly Seen[],
  lines: readonly TextLine[],
): readonly Seen[] {
  return seen.filter((one) => covered(one, lines) < COVERED)
}
