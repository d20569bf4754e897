import { FACE_KEYS, TEXT_KEYS } from './keys.ts'
import type { LocalTaggers } from './local/local-taggers.ts'
import type { ReadRaster } from './ocr/other-letters.ts'
import { withoutLetters } from './people/without-letters.ts'
import type { Raster } from './raster.ts'
import { attempt, type Findings, together } from './reading.ts'
import { faceTags, type SeenFaces } from './taggers/face-tags.ts'
import { type ReadPicture, textTags } from './taggers/text-tags.ts'
import { withoutUnread } from './taggers/unread-text.ts'

/** A picture, or one of a video's and its second. */
export interface SeenPicture {
  readonly at: number | null
  readonly raster: Raster
}

const IS_TEXT = 0.5

/** Text and faces in pictures, and the lines that were read in each. */
export async function lookAtPictures(
  pictures: readonly SeenPicture[],
  { text, otherLetters, languages, faces }: LocalTaggers,
): Promise<{ readonly findings: Findings; readonly read: readonly ReadPicture[] }> {
  const read: ReadPicture[] = []
  const inText = await attempt(TEXT_KEYS, async () => {
    const first: ReadRaster[] = []
    for (const { raster } of pictures) first.push({ raster, lines: await text.read(raster) })
    const again = await otherLetters.read(first)
    for (const [index, { at }] of pictures.entries()) read.push({ at, lines: again[index] ?? [] })
    return textTags(read, languages)
  })
  const inFaces = await attempt(FACE_KEYS, async () => {
    const seen: SeenFaces[] = []
    for (const [index, { at, raster }] of pictures.entries()) {
      const lines = (read[index]?.lines ?? []).filter(({ confidence }) => confidence >= IS_TEXT)
      seen.push({ at, faces: withoutLetters(await faces.find(raster), lines) })
    }
    return faceTags(seen)
  })
  return { findings: together([withoutUnread(inText, read, otherLetters.scripts), inFaces]), read }
}
