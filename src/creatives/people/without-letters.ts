import type { TextLine } from '../ocr/text-reader.ts'
import type { Face } from './face-finder.ts'

/** A face this much covered by lines of text is stylised letters; at less, faces under captions would go too. */
const COVERED = 0.75

/** Faces that are not letters mistaken for one. */
export function withoutLetters(faces: readonly Face[], lines: readonly TextLine[]): readonly Face[] {
  return faces.filter((face) => {
    const covered = lines.reduce((sum, line) => {
      const across = Math.min(face.left + face.width, line.left + line.width) - Math.max(face.left, line.left)
      const down = Math.min(face.top + face.height, line.top + line.height) - Math.max(face.top, line.top)
      return sum + Math.max(0, across) * Math.max(0, down)
    }, 0)
    return covered < COVERED * face.width * face.height
  })
}
