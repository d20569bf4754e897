import sharp from 'sharp'
import { MOST_PIXELS, type PictureSource } from './facts/picture-facts.ts'

/** A decoded picture: eight bits each of red, green and blue for every pixel, in sRGB, upright. */
export interface Raster {
  readonly pixels: Buffer
  readonly width: number
  readonly height: number
}

// libvips remembers what a path held, and a file may have been replaced since.
sharp.cache(false)

const LONGEST_SIDE = 1024

/** Decodes the first page of a picture, at most so long on its longer side; see-through parts become white. */
export async function decodePicture(source: PictureSource, longestSide = LONGEST_SIDE): Promise<Raster> {
  const { data, info } = await sharp(source, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}

/** The picture in another size, its sides stretched as needed. */
export async function resizeRaster(raster: Raster, width: number, height: number): Promise<Raster> {
  const pixels = await asSharp(raster).resize(width, height, { fit: 'fill' }).raw().toBuffer()
  return { pixels, width, height }
}

/** The picture as an input of sharp. */
export function asSharp({ pixels, width, height }: Raster) {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** Red, green and blue at a pixel's index, each up to 255. */
export function colourAt({ pixels }: Raster, index: number): readonly [number, number, number] {
  return [pixels[index * 3] ?? 0, pixels[index * 3 + 1] ?? 0, pixels[index * 3 + 2] ?? 0]
}
