import type { Fingerprint } from '#schema/answer/tag-answer.ts'
import type { Raster } from '../raster.ts'
import { dctHash } from './dct-hash.ts'
import { trimBlackBars } from './trim-black-bars.ts'

/** The fingerprint of a picture whose pixels have this hash. */
export async function fingerprintPicture(picture: Raster, pixels: string): Promise<Fingerprint> {
  const trimmed = await trimBlackBars(picture)
  return {
    pixels,
    perceptual: await dctHash(picture),
    perceptualTrimmed: trimmed === null ? null : await dctHash(trimmed),
    shots: [],
  }
}
