import { asSharp, type Raster } from '../raster.ts'

const BLACK_ON_AVERAGE = 14
const BLACK_AT_MOST = 48
/** Bars are kept when trimming them would leave less than this of a side: the picture is dark, not framed. */
const LEAST_LEFT = 0.2
/** Lines next to a bar that the frame's edge was smeared into. */
const SMEARED = 1

function isBlack(brightness: readonly number[]): boolean {
  let sum = 0
  for (const value of brightness) {
    if (value > BLACK_AT_MOST) return false
    sum += value
  }
  return sum / brightness.length <= BLACK_ON_AVERAGE
}

/** How many lines of `count` are black from one end and from the other. */
function blackEnds(count: number, isBlackLine: (index: number) => boolean): readonly [number, number] {
  let start = 0
  while (start < count && isBlackLine(start)) start += 1
  let end = 0
  while (end < count - start && isBlackLine(count - 1 - end)) end += 1
  const smear = (bar: number) => (bar === 0 ? 0 : bar + SMEARED)
  const ends = [smear(start), smear(end)] as const
  return count - ends[0] - ends[1] < count * LEAST_LEFT ? [0, 0] : ends
}

/** The picture without black bars at its edges; `null` where it has none. */
export async function trimBlackBars(picture: Raster): Promise<Raster | null> {
  const { width, height, pixels } = picture
  const brightness = (x: number, y: number) => {
    const at = (y * width + x) * 3
    return Math.max(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0)
  }
  const across = Array.from({ length: width }, (_, x) => x)
  const [top, bottom] = blackEnds(height, (y) => isBlack(across.map((x) => brightness(x, y))))
  const down = Array.from({ length: height - top - bottom }, (_, y) => y + top)
  const [left, right] = blackEnds(width, (x) => isBlack(down.map((y) => brightness(x, y))))
  if (top + bottom + left + right === 0) return null
  const { data, info } = await asSharp(picture)
    .extract({ left, top, width: width - left - right, height: height - top - bottom })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { pixels: data, width: info.width, height: info.height }
}
