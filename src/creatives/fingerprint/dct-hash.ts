import { asSharp, type Raster } from '../raster.ts'

const SIDE = 64
const KEPT = 16
/** What a plain area leaves after the reckoning is rounding, not structure: any real wave is a thousand times as strong. */
const ROUNDING = 1e-3

const WAVES = Array.from({ length: KEPT }, (_, wave) =>
  Float64Array.from({ length: SIDE }, (_, at) => Math.cos(((2 * at + 1) * wave * Math.PI) / (2 * SIDE))),
)

/** Strengths of the slowest waves along each line of a square. */
function waveStrengths(lines: readonly Float64Array[]): readonly Float64Array[] {
  return WAVES.map((wave) =>
    Float64Array.from(lines, (line) => line.reduce((sum, value, at) => sum + value * (wave[at] ?? 0), 0)),
  )
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/**
 * 256 bits of a picture's coarse structure, as 64 hexadecimal digits: which of the 16 × 16 slowest waves of its
 * brightness (a discrete cosine transform of 64 × 64 pixels) are stronger than their median.
 */
export async function dctHash(picture: Raster): Promise<string> {
  const { data: grey, info } = await asSharp(picture)
    .grayscale()
    .resize(SIDE, SIDE, { fit: 'fill', kernel: 'lanczos3' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const rows = Array.from({ length: SIDE }, (_, y) =>
    Float64Array.from({ length: SIDE }, (_, x) => grey[(y * SIDE + x) * info.channels] ?? 0),
  )
  const strengths = waveStrengths(waveStrengths(rows)).flatMap((line) => [...line])
  const [, ...waves] = strengths
  const middle = median(waves)
  const bits = strengths.map((strength, index) => (index > 0 && strength > middle + ROUNDING ? 1 : 0))
  return Array.from({ length: bits.length / 4 }, (_, digit) =>
    Number.parseInt(bits.slice(digit * 4, digit * 4 + 4).join(''), 2).toString(16),
  ).join('')
}
