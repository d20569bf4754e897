import type { VideoScan } from './scan-video.ts'

/** Brightness of each pixel of each frame, from 0 to 255. */
export function brightnessOf({ frames, width, height }: VideoScan): readonly Float32Array[] {
  return frames.map((frame) =>
    Float32Array.from(
      { length: width * height },
      (_, at) =>
        0.299 * (frame[at * 3] ?? 0) + 0.587 * (frame[at * 3 + 1] ?? 0) + 0.114 * (frame[at * 3 + 2] ?? 0),
    ),
  )
}

/** Mean difference of two frames' brightness, from 0 to 1. */
export function meanDifference(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0))
  return sum / one.length / 255
}

const LEVELS = 64
const QUARTERS = 4

/** How often each of 64 colours comes in each quarter of a frame. */
function coloursByQuarter(frame: Buffer, { width, height }: VideoScan): Float32Array {
  const counts = new Float32Array(LEVELS * QUARTERS)
  const share = QUARTERS / (width * height)
  for (let at = 0; at < width * height; at += 1) {
    const quarter = (Math.floor(at / width) >= height / 2 ? 2 : 0) + (at % width >= width / 2 ? 1 : 0)
    const level = (part: number) => (frame[at * 3 + part] ?? 0) >> 6
    const bin = quarter * LEVELS + ((level(0) << 4) | (level(1) << 2) | level(2))
    counts[bin] = (counts[bin] ?? 0) + share
  }
  return counts
}

function colourDifference(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let bin = 0; bin < one.length; bin += 1) sum += Math.abs((one[bin] ?? 0) - (other[bin] ?? 0))
  return sum / (2 * QUARTERS)
}

/** How much each frame differs from the one before it, from 0 to 1: half by colours, half by brightness. */
export function frameDifferences(scan: VideoScan, brightness: readonly Float32Array[]): readonly number[] {
  const colours = scan.frames.map((frame) => coloursByQuarter(frame, scan))
  return colours.map((colour, index) => {
    const [before, light, lightBefore] = [colours[index - 1], brightness[index], brightness[index - 1]]
    if (before === undefined || light === undefined || lightBefore === undefined) return 0
    return 0.5 * colourDifference(colour, before) + 0.5 * Math.min(1, meanDifference(light, lightBefore) * 3)
  })
}
