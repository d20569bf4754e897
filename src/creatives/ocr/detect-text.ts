import { type Model, type Onnx, runModel } from '../local/onnx.ts'
import { type Raster, resizeRaster } from '../raster.ts'
import { smallestBox, type TextBox } from './text-box.ts'

const LONGEST_SIDE = 960
/** The network wants sides that are a multiple of this. */
const STEP = 32
const LEAST_PROBABILITY = 0.3
const LEAST_MEAN = 0.5
const LEAST_PIXELS = 12
const LEAST_SIDE = 3
/** The network marks the core of a line; the box is made larger by this share of area over circumference. */
const UNCLIP = 1.6

const MEAN = [0.485, 0.456, 0.406]
const DEVIATION = [0.229, 0.224, 0.225]

/** Pixels as a network trained on ImageNet wants them: colour by colour, centred, scaled. */
function asInput({ pixels, width, height }: Raster): Float32Array {
  const count = width * height
  const input = new Float32Array(3 * count)
  for (let colour = 0; colour < 3; colour += 1) {
    const [mean = 0, deviation = 1] = [MEAN[colour], DEVIATION[colour]]
    for (let at = 0; at < count; at += 1) {
      input[colour * count + at] = ((pixels[at * 3 + colour] ?? 0) / 255 - mean) / deviation
    }
  }
  return input
}

/** Pixels around a start that are likely text and hang together. */
function spread(start: number, likely: Float32Array, seen: Uint8Array, width: number): number[] {
  const found = [start]
  const height = likely.length / width
  seen[start] = 1
  for (let next = 0; next < found.length; next += 1) {
    const at = found[next] ?? 0
    const [x, y] = [at % width, Math.floor(at / width)]
    for (let dy = -1; dy <= 1; dy += 1) {
      for (let dx = -1; dx <= 1; dx += 1) {
        if (x + dx < 0 || y + dy < 0 || x + dx >= width || y + dy >= height) continue
        const other = at + dy * width + dx
        if (seen[other] === 1 || (likely[other] ?? 0) < LEAST_PROBABILITY) continue
        seen[other] = 1
        found.push(other)
      }
    }
  }
  return found
}

/** Leftmost and rightmost pixel of each row: all that a rectangle around them depends on. */
function outline(pixels: readonly number[], width: number): (readonly [number, number])[] {
  const rows = new Map<number, readonly [number, number]>()
  for (const at of pixels) {
    const [x, y] = [at % width, Math.floor(at / width)]
    const [left, right] = rows.get(y) ?? [x, x]
    rows.set(y, [Math.min(left, x), Math.max(right, x)])
  }
  return [...rows].flatMap(([y, [left, right]]) => [[left, y] as const, [right, y] as const])
}

function boxesOf(likely: Float32Array, width: number): readonly TextBox[] {
  const seen = new Uint8Array(likely.length)
  const boxes: TextBox[] = []
  for (let start = 0; start < likely.length; start += 1) {
    if (seen[start] === 1 || (likely[start] ?? 0) < LEAST_PROBABILITY) continue
    const pixels = spread(start, likely, seen, width)
    const mean = pixels.reduce((sum, at) => sum + (likely[at] ?? 0), 0) / pixels.length
    if (pixels.length < LEAST_PIXELS || mean < LEAST_MEAN) continue
    const core = smallestBox(outline(pixels, width))
    if (core === null || Math.min(core.width, core.height) < LEAST_SIDE) continue
    const more = (core.width * core.height * UNCLIP) / (core.width + core.height)
    boxes.push({ ...core, width: core.width + more, height: core.height + more })
  }
  return boxes
}

/** Where lines of text are in a picture (the detection network of PP-OCRv4). */
export async function detectText(onnx: Onnx, model: Model, picture: Raster): Promise<readonly TextBox[]> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  const side = (length: number) => Math.max(STEP, Math.round((length * scale) / STEP) * STEP)
  const [width, height] = [side(picture.width), side(picture.height)]
  const input = asInput(await resizeRaster(picture, width, height))
  const { data } = await runModel(onnx, model, input, [1, 3, height, width])
  const [across, down] = [picture.width / width, picture.height / height]
  return boxesOf(data, width).map((box) => ({
    ...box,
    x: box.x * across,
    y: box.y * down,
    width: box.width * across,
    height: box.height * down,
  }))
}
