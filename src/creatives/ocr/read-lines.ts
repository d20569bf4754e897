import { type Model, type Onnx, runModel } from '../local/onnx.ts'
import { LINE_HEIGHT, type LineCrop } from './crop-line.ts'

/** What stands in a line, and how sure the network is of its letters, from 0 to 1. */
export interface ReadLine {
  readonly text: string
  readonly confidence: number
}

const AT_ONCE = 6
const STEP = 8

/** The likeliest letter at each place, without repeats and gaps (connectionist temporal classification). */
function lettersOf(scores: Float32Array, alphabet: readonly string[]): ReadLine {
  const letters = alphabet.length
  let text = ''
  let sure = 0
  let count = 0
  let before = 0
  for (let start = 0; start + letters <= scores.length; start += letters) {
    let best = 0
    for (let letter = 1; letter < letters; letter += 1) {
      if ((scores[start + letter] ?? 0) > (scores[start + best] ?? 0)) best = letter
    }
    if (best !== 0 && best !== before) {
      text += alphabet[best] ?? ''
      sure += scores[start + best] ?? 0
      count += 1
    }
    before = best
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : sure / count }
}

function batchInput(crops: readonly LineCrop[], width: number): Float32Array {
  const input = new Float32Array(crops.length * 3 * LINE_HEIGHT * width)
  crops.forEach(({ values, width: own }, index) => {
    for (let row = 0; row < 3 * LINE_HEIGHT; row += 1) {
      input.set(values.subarray(row * own, (row + 1) * own), (index * 3 * LINE_HEIGHT + row) * width)
    }
  })
  return input
}

/** Reads lines that were cut out (the recognition network of PP-OCRv4); lines of like width together. */
export async function readLines(
  onnx: Onnx,
  model: Model,
  crops: readonly LineCrop[],
  alphabet: readonly string[],
): Promise<readonly ReadLine[]> {
  const read = new Map<LineCrop, ReadLine>()
  const sorted = crops.toSorted((one, other) => one.width - other.width)
  for (let start = 0; start < sorted.length; start += AT_ONCE) {
    const batch = sorted.slice(start, start + AT_ONCE)
    const width = Math.ceil(Math.max(...batch.map((crop) => crop.width)) / STEP) * STEP
    const { data } = await runModel(onnx, model, batchInput(batch, width), [
      batch.length,
      3,
      LINE_HEIGHT,
      width,
    ])
    const size = data.length / batch.length
    batch.forEach((crop, index) => {
      read.set(crop, lettersOf(data.subarray(index * size, (index + 1) * size), alphabet))
    })
  }
  return crops.map((crop) => read.get(crop) ?? { text: '', confidence: 0 })
}
