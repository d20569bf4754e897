import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { MOST_PIXELS, type PictureSource } from '../facts/picture-facts.ts'

/** SHA-256 over the decoded pixels of every page of a picture and its size; files that differ only in how they are packed share it. */
export async function hashPixels(source: PictureSource, isAnimated: boolean): Promise<string> {
  const { data, info } = await sharp(source, {
    limitInputPixels: MOST_PIXELS,
    failOn: 'truncated',
    animated: isAnimated,
  })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return createHash('sha256').update(`${info.width}x${info.height}:`).update(data).digest('hex')
}
