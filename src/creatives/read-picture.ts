import { readFile } from 'node:fs/promises'
import type { UntoldKey } from '#schema/answer/tag-answer.ts'
import { noFacts } from './facts/no-facts.ts'
import { type PictureSource, pictureFacts } from './facts/picture-facts.ts'
import { fingerprintPicture } from './fingerprint/fingerprint-picture.ts'
import { hashPixels } from './fingerprint/hash-pixels.ts'
import type { ImageModelSetting } from './image-model/label-pictures.ts'
import { LOOKED_KEYS, PIXEL_KEYS } from './keys.ts'
import { decodePicture } from './raster.ts'
import { type FileToRead, type Reading, untold } from './reading.ts'
import { seenIn } from './seen-in.ts'
import { colourTags } from './taggers/colour-tags.ts'
import { factTags } from './taggers/fact-tags.ts'
import { whyUnreadable } from './why-unreadable.ts'

const MOST_BYTES = 200_000_000
const MOST_DRAWING_BYTES = 20_000_000
const SCRIPTS = /<script[\s>]|\son[a-z]+\s*=|<foreignObject|javascript:/i

/** What a drawing can do beyond being drawn. */
function scriptNotes(source: PictureSource): readonly UntoldKey[] {
  if (typeof source === 'string' || !SCRIPTS.test(source.toString('utf8'))) return []
  return untold(['scripts'], 'the drawing holds scripts, which were not run')
}

function unread(bytes: number, format: string, reason: string): Reading {
  return {
    facts: { ...noFacts(bytes), format },
    tags: [],
    notComputed: untold(['facts', ...PIXEL_KEYS], reason),
  }
}

/** Facts, fingerprint, colours, text and faces of a picture; what its decoder refuses is a reason. */
export async function readPicture(
  { path, bytes }: FileToRead,
  format: string,
  model: ImageModelSetting | null,
): Promise<Reading> {
  const most = format === 'svg' ? MOST_DRAWING_BYTES : MOST_BYTES
  if (bytes > most)
    return unread(bytes, format, `pictures like this of more than ${most / 1e6} MB are not read`)
  const source = format === 'svg' ? await readFile(path) : path
  const facts = await pictureFacts(source, format, bytes).catch(whyUnreadable)
  if (typeof facts === 'string') return unread(bytes, format, facts)
  const scripts = scriptNotes(source)
  try {
    const picture = await decodePicture(source)
    const pixels = await hashPixels(source, facts.type === 'animation')
    const fingerprint = await fingerprintPicture(picture, pixels)
    const seen = await seenIn(picture, model)
    const tags = [...factTags(facts), ...(await colourTags([picture])), ...seen.tags]
    return {
      facts: { ...facts, fingerprint },
      tags,
      notComputed: [...scripts, ...seen.notComputed],
    }
  } catch (error) {
    const keys = [...PIXEL_KEYS, ...LOOKED_KEYS]
    return { facts, tags: factTags(facts), notComputed: [...scripts, ...untold(keys, whyUnreadable(error))] }
  }
}
