import type { Raster } from '../raster.ts'
import type { TextBox } from './text-box.ts'

/** A line of text cut out and turned upright, as the reading network wants it: colour by colour, from -1 to 1. */
export interface LineCrop {
  readonly values: Float32Array
  readonly width: number
}

/** Pixels every cut-out line is high. */
export const LINE_HEIGHT = 48
const WIDEST = 1600
const NARROWEST = 16
const TALL = 1.5

/** Colour between pixels, mixed from the four around. */
function mixedColour({ pixels, width, height }: Raster, x: number, y: number, colour: number): number {
  const [cx, cy] = [Math.min(Math.max(x, 0), width - 1.001), Math.min(Math.max(y, 0), height - 1.001)]
  const [left, top] = [Math.floor(cx), Math.floor(cy)]
  const [fx, fy] = [cx - left, cy - top]
  const at = (top * width + left) * 3 + colour
  const below = at + width * 3
  const above = (pixels[at] ?? 0) * (1 - fx) + (pixels[at + 3] ?? 0) * fx
  return above * (1 - fy) + ((pixels[below] ?? 0) * (1 - fx) + (pixels[below + 3] ?? 0) * fx) * fy
}

/** Cuts a line out of a picture; one that is much higher than wide is read from bottom to top. */
export function cropLine(picture: Raster, box: TextBox): LineCrop {
  const isTall = box.height > box.width * TALL
  const [across, down] = isTall ? [box.height, box.width] : [box.width, box.height]
  const angle = isTall ? box.angle - Math.PI / 2 : box.angle
  const width = Math.max(NARROWEST, Math.min(WIDEST, Math.round((across * LINE_HEIGHT) / down)))
  const values = new Float32Array(3 * LINE_HEIGHT * width)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [stepX, stepY] = [across / width, down / LINE_HEIGHT]
  const samples = Math.max(1, Math.min(4, Math.round(Math.max(stepX, stepY))))
  const offsets = Array.from({ length: samples }, (_, index) => (index + 0.5) / samples)
  for (let row = 0; row < LINE_HEIGHT; row += 1) {
    for (let column = 0; column < width; column += 1) {
      for (let colour = 0; colour < 3; colour += 1) {
        let sum = 0
        for (const offsetY of offsets) {
          for (const offsetX of offsets) {
            const u = (column + offsetX) * stepX - across / 2
            const v = (row + offsetY) * stepY - down / 2
            sum += mixedColour(
              picture,
              box.x + u * cos - v * sin - 0.5,
              box.y + u * sin + v * cos - 0.5,
              colour,
            )
          }
        }
        // The network was trained on blue, green, red.
        values[((2 - colour) * LINE_HEIGHT + row) * width + column] = sum / (samples * samples * 127.5) - 1
      }
    }
  }
  return { values, width }
}
