import { FACE_KEYS, TEXT_KEYS } from './keys.ts'
import type { LocalTaggers } from './local/local-taggers.ts'
import { withoutLetters } from './people/without-letters.ts'
import type { Raster } from './raster.ts'
import { attempt, type Findings, together, untold } from './reading.ts'
import { faceTags, type SeenFaces } from './taggers/face-tags.ts'
import { type ReadPicture, textTags } from './taggers/text-tags.ts'

/** A picture, or one of a video's and its second. */
export interface SeenPicture {
  readonly at: number | null
  readonly raster: Raster
}

const IS_TEXT = 0.5
/** Lines in other letters come out as Latin nonsense, read with 0.4 to 0.8; Latin lines that can be read with more than 0.9. */
const IS_CLEAR = 0.85
/** Pictures have specks that look like a line; several are writing. */
const LEAST_UNCLEAR = 2

/** That a picture holds writing which is blurred or in letters the reader does not know. */
function unclearText(read: readonly ReadPicture[]): Findings {
  const most = Math.max(
    0,
    ...read.map(({ lines }) => lines.filter(({ confidence }) => confidence < IS_CLEAR).length),
  )
  const reason = `${most} lines were hardly read: they are blurred, or in letters other than Latin and Chinese, which are not read`
  return { tags: [], notComputed: most < LEAST_UNCLEAR ? [] : untold(['text'], reason) }
}

/** Text and faces in pictures, and the lines that were read in each. */
export async function lookAtPictures(
  pictures: readonly SeenPicture[],
  { text, languages, faces }: LocalTaggers,
): Promise<{ readonly findings: Findings; readonly read: readonly ReadPicture[] }> {
  const read: ReadPicture[] = []
  const inText = await attempt(TEXT_KEYS, async () => {
    for (const { at, raster } of pictures) read.push({ at, lines: await text.read(raster) })
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
  return { findings: together([inText, unclearText(read), inFaces]), read }
}
