import type { Tag, UntoldKey } from '#schema/answer/tag-answer.ts'
import type { TextLine } from '../ocr/text-reader.ts'
import { untold } from '../reading.ts'
import { isAlike } from '../text/edit-distance.ts'
import { plainLetters, plainWords } from '../text/normalise.ts'
import { LEAST_CONFIDENCE, type ReadPicture, seenLines } from './seen-lines.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('moving-text@1', 'ocr')

const HOOK_SECONDS = 3
const LEAST_PICTURES = 4
/** Captions are other words at the same height in so many pictures, of about the same size. */
const LEAST_CHANGES = 3
const SAME_HEIGHT = 0.06
const SAME_SIZE = 1.5
const LEAST_WORDS = 2

const middle = ({ top, height }: TextLine) => top + height / 2

/** Lines at the height and of the size of one, one of each picture. */
function row(pictures: readonly ReadPicture[], one: TextLine) {
  return pictures.flatMap(({ at, lines }) => {
    const line = lines.find(
      (other) =>
        other.confidence >= LEAST_CONFIDENCE &&
        Math.abs(middle(other) - middle(one)) <= SAME_HEIGHT &&
        Math.max(other.size, one.size) <= SAME_SIZE * Math.min(other.size, one.size) &&
        plainWords(other.text).split(' ').length >= LEAST_WORDS,
    )
    return line === undefined ? [] : [{ at, line, letters: plainLetters(line.text) }]
  })
}

/** Rows of text that say something else from picture to picture. */
function captionTag(pictures: readonly ReadPicture[]): Tag {
  for (const one of pictures.flatMap(({ lines }) => lines)) {
    const lines = row(pictures, one)
    const different = lines.filter(({ letters }, index) =>
      lines.slice(0, index).every((other) => !isAlike(other.letters, letters)),
    )
    if (different.length < LEAST_CHANGES) continue
    const { left, top, width, height } = one
    const text = different.map(({ line }) => line.text).join(' / ')
    const [from, to] = [different[0]?.at ?? 0, different.at(-1)?.at ?? 0]
    return tag('captions', true, 0.6, {
      text: text.slice(0, 400),
      box: { left, top, width, height },
      from,
      to,
    })
  }
  return tag('captions', false, 0.6)
}

/** What the text of a video does: what it says in the first three seconds, and whether it changes as captions do. */
export function movingTextTags(pictures: readonly ReadPicture[]): {
  readonly tags: readonly Tag[]
  readonly notComputed: readonly UntoldKey[]
} {
  const timed = pictures.filter(({ at }) => at !== null)
  if (timed.length === 0) return { tags: [], notComputed: [] }
  const hook = seenLines(timed.filter(({ at }) => at !== null && at <= HOOK_SECONDS))
  const text = hook.map(({ line }) => line.text).join(' ')
  const least = Math.min(...hook.map(({ line }) => line.confidence))
  const isLong = timed.length >= LEAST_PICTURES
  return {
    tags: [
      ...(text === '' ? [] : [tag('hook_text', text.slice(0, 400), least, { from: 0, to: HOOK_SECONDS })]),
      ...(isLong ? [captionTag(timed)] : []),
    ],
    notComputed: [
      ...(text === '' ? untold(['hook_text'], 'no text is read in its first three seconds') : []),
      ...(isLong ? [] : untold(['captions'], 'too short to see text change')),
    ],
  }
}
