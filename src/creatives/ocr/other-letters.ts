import { asSharp, type Raster } from '../raster.ts'
import { asWritten, betterLine, chooseScript, IS_CLEAR } from './choose-script.ts'
import { cropLine, LINE_HEIGHT } from './crop-line.ts'
import { boxAround, joinWords } from './join-words.ts'
import type { ReadLine } from './read-lines.ts'
import { SCRIPTS, type Script } from './scripts.ts'
import type { Tesseract } from './tesseract.ts'
import { lineOf, type TextLine } from './text-reader.ts'

/** Where other letters are known to be, this much of Latin or Chinese is believed: Thai was taken for Latin with 0.92. */
const IS_CERTAIN = 0.95
const MOST_TRIED = 3
const HEIGHT = 64

/** A picture, and the lines that were read in it. */
export interface ReadRaster {
  readonly raster: Raster
  readonly lines: readonly TextLine[]
}

/** Words of one line, and the line they would be. */
interface Row {
  readonly words: readonly TextLine[]
  readonly line: TextLine
}

/** The lines of a picture; its words lie apart where the network took them for signs. */
function rowsOf({ raster, lines }: ReadRaster): readonly Row[] {
  return joinWords(lines).flatMap((words) => {
    const box = boxAround(words.map((word) => word.box))
    if (box === null) return []
    const text = words.map((word) => word.text).join(' ')
    const confidence = Math.min(...words.map((word) => word.confidence))
    return [{ words, line: lineOf(box, { text, confidence }, raster) }]
  })
}

const isUnclear = ({ line }: Row) => line.confidence < IS_CLEAR

async function pictureOf(raster: Raster, line: TextLine): Promise<Buffer> {
  const { values, width } = cropLine(raster, line.box)
  const count = width * LINE_HEIGHT
  const pixels = Buffer.alloc(count * 3)
  for (let at = 0; at < count * 3; at += 1) {
    const value = values[(2 - (at % 3)) * count + Math.floor(at / 3)] ?? 0
    pixels[at] = Math.round((value + 1) * 127.5)
  }
  const scale = HEIGHT / LINE_HEIGHT
  return asSharp({ pixels, width, height: LINE_HEIGHT })
    .resize(Math.round(width * scale), HEIGHT, { fit: 'fill' })
    .png()
    .toBuffer()
}

/** Reads again what the network could not: lines in Cyrillic, Arabic, Japanese, Korean, Thai and Devanagari letters. */
export class OtherLetters {
  readonly #tesseract: Tesseract
  /** Scripts whose data is installed. */
  readonly scripts: readonly Script[]

  constructor(tesseract: Tesseract) {
    this.#tesseract = tesseract
    this.scripts = SCRIPTS.filter((script) => tesseract.has(script))
  }

  /** The same lines, those of one creative in the same script; where none fits they stay as they were. */
  async read(pictures: readonly ReadRaster[]): Promise<readonly (readonly TextLine[])[]> {
    const script = await this.#scriptOf(pictures)
    const lines = pictures.map(({ lines: all }) => all)
    if (script === null) return lines
    return Promise.all(pictures.map((picture) => this.#inScript(picture, script)))
  }

  async #inScript(picture: ReadRaster, script: Script): Promise<readonly TextLine[]> {
    const rows = await Promise.all(
      rowsOf(picture).map(async ({ words, line }) => {
        if (line.confidence >= IS_CERTAIN) return words
        const own = await this.#try(await pictureOf(picture.raster, line), script)
        return betterLine(line, own, script) === own ? [{ ...line, ...own }] : words
      }),
    )
    return rows.flat().toSorted((one, other) => one.top - other.top || one.left - other.left)
  }

  /** The script of the largest unclear lines of the picture that has the most. */
  async #scriptOf(pictures: readonly ReadRaster[]): Promise<Script | null> {
    const unclear = pictures.map((picture) => ({
      raster: picture.raster,
      lines: rowsOf(picture)
        .filter(isUnclear)
        .map(({ line }) => line),
    }))
    const most = unclear.toSorted((one, other) => other.lines.length - one.lines.length)[0]
    if (most === undefined || most.lines.length === 0) return null
    const largest = most.lines
      .toSorted((one, other) => other.width * other.height - one.width * one.height)
      .slice(0, MOST_TRIED)
    const trials = this.scripts.map((script) => ({ script, lines: [] as ReadLine[] }))
    for (const line of largest) {
      const crop = await pictureOf(most.raster, line)
      for (const { script, lines } of trials) lines.push(await this.#try(crop, script))
      const fitting = trials.filter((trial) => chooseScript([trial]) !== null)
      // One script that fits and no other that might: the next line would say the same.
      if (fitting.length === 1) return chooseScript(fitting)
    }
    return chooseScript(trials)
  }

  async #try(line: Buffer, script: Script): Promise<ReadLine> {
    return asWritten(await this.#tesseract.read(line, script), script)
  }
}
