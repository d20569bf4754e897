import { FACE_KEYS, OBJECT_KEYS, TEXT_KEYS } from './keys.ts'
import type { LocalTaggers } from './local/local-taggers.ts'
import type { ReadRaster } from './ocr/other-letters.ts'
import type { Box } from './people/box.ts'
import { withoutLetters } from './people/without-letters.ts'
import type { Raster } from './raster.ts'
import { attempt, type Findings, together } from './reading.ts'
import { movingTextTags } from './taggers/moving-text-tags.ts'
import { faceTags, objectTags, peopleTags, type SeenThings } from './taggers/people-tags.ts'
import type { ReadPicture } from './taggers/seen-lines.ts'
import { textTags } from './taggers/text-tags.ts'
import { withoutUnread } from './taggers/unread-text.ts'

/** A picture, or one of a video's and its second. */
export interface SeenPicture {
  readonly at: number | null
  readonly raster: Raster
}

const IS_TEXT = 0.5

/** What one finder says of each picture, without letters it took for something; nothing where it fails, with the reason. */
async function findIn<Seen extends Box>(
  keys: readonly string[],
  pictures: readonly SeenPicture[],
  read: readonly ReadPicture[],
  find: (raster: Raster) => Promise<readonly Seen[]>,
): Promise<{ readonly seen: readonly (readonly Seen[])[]; readonly failure: Findings }> {
  const seen: (readonly Seen[])[] = []
  const failure = await attempt(keys, async () => {
    for (const [index, { raster }] of pictures.entries()) {
      const lines = (read[index]?.lines ?? []).filter(({ confidence }) => confidence >= IS_TEXT)
      seen.push(withoutLetters(await find(raster), lines))
    }
    return []
  })
  return { seen, failure }
}

/** Text, faces and objects in pictures, and the lines that were read in each. */
export async function lookAtPictures(
  pictures: readonly SeenPicture[],
  { text, otherLetters, languages, faces, objects }: LocalTaggers,
): Promise<{ readonly findings: Findings; readonly read: readonly ReadPicture[] }> {
  const read: ReadPicture[] = []
  const inText = await attempt(TEXT_KEYS, async () => {
    const first: ReadRaster[] = []
    for (const { raster } of pictures) first.push({ raster, lines: await text.read(raster) })
    const again = await otherLetters.read(first)
    for (const [index, { at }] of pictures.entries()) read.push({ at, lines: again[index] ?? [] })
    return textTags(read, languages)
  })
  const inFaces = await findIn(FACE_KEYS, pictures, read, (raster) => faces.find(raster))
  const inObjects = await findIn(OBJECT_KEYS, pictures, read, (raster) => objects.find(raster))
  const things: readonly SeenThings[] = pictures.map(({ at }, index) => ({
    ...{ at, faces: inFaces.seen[index] ?? [], objects: inObjects.seen[index] ?? [] },
  }))
  const has = ({ failure }: { readonly failure: Findings }) => failure.notComputed.length === 0
  const tags = [
    ...(has(inFaces) ? faceTags(things) : []),
    ...(has(inObjects) ? objectTags(things) : []),
    ...(has(inFaces) && has(inObjects) ? peopleTags(things) : []),
  ]
  const seen = { tags, notComputed: [] }
  const moving = inText.notComputed.length === 0 ? movingTextTags(read) : { tags: [], notComputed: [] }
  return {
    findings: together([
      withoutUnread(inText, read, otherLetters.scripts),
      ...[moving, seen, inFaces.failure, inObjects.failure],
    ]),
    read,
  }
}
