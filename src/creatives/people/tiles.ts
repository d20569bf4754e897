import { asSharp, type Raster } from '../raster.ts'
import type { Box } from './box.ts'

/** Pictures longer than this are also searched square by square: what is small in them is lost to the network. */
const LONG = 1.4

/** A part of a picture, and where it lies in it, as shares. */
interface Tile extends Pick<Box, 'left' | 'top'> {
  readonly raster: Raster
  readonly across: number
  readonly down: number
}

/** The picture, and squares of it where it is long. */
export async function tilesOf(picture: Raster): Promise<readonly Tile[]> {
  const whole = { raster: picture, left: 0, top: 0, across: 1, down: 1 }
  const side = Math.min(picture.width, picture.height)
  const long = Math.max(picture.width, picture.height)
  if (long / side <= LONG) return [whole]
  const count = Math.ceil(long / side)
  const tiles = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const start = Math.round(((long - side) * index) / (count - 1))
      const [left, top] = picture.width > picture.height ? [start, 0] : [0, start]
      const pixels = await asSharp(picture).extract({ left, top, width: side, height: side }).raw().toBuffer()
      const raster = { pixels, width: side, height: side }
      return {
        raster,
        left: left / picture.width,
        top: top / picture.height,
        across: side / picture.width,
        down: side / picture.height,
      }
    }),
  )
  return [whole, ...tiles]
}
