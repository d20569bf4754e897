import type { ReadLine } from './read-lines.ts'
import type { Script } from './scripts.ts'

/** The wrong data answers other letters, digits and signs among its own. */
const LEAST_OWN = 0.7
/** With the right data lines are read with 0.81 to 0.96; with wrong data seldom above 0.8. */
const LEAST_CONFIDENCE = 0.8
/** Where the lines around are in the script, against Latin that was hardly read, and that was clearly read. */
const LEAST_AMONG_OWN = 0.7
const LEAST_OVER_LATIN = 0.85
const LEAST_LETTERS = 3

/** Lines in other letters come out as Latin nonsense, read with 0.4 to 0.8; Latin lines that can be read with more than 0.9. */
export const IS_CLEAR = 0.85

const SIGNS = /[\s\p{P}\p{S}]/gu
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e]/g

/** What tesseract answered, as it stands in the picture: it sets spaces between Japanese words and marks directions. */
export function asWritten({ text, confidence }: ReadLine, script: Script): ReadLine {
  const line = text.replaceAll(DIRECTIONS, '').replaceAll(/\s+/g, ' ').trim()
  const own = `(?<=${script.letter.source})`
  const joined = script.hasSpaces
    ? line
    : line.replaceAll(new RegExp(`${own} (?=${script.letter.source})`, 'gu'), '')
  return { text: joined, confidence }
}

function isOwn(text: string, { letter }: Script): boolean {
  const signs = [...text.replaceAll(SIGNS, '')]
  const own = signs.filter((sign) => letter.test(sign)).length
  return own >= LEAST_LETTERS && own / signs.length >= LEAST_OWN
}

/** Whether a line that was read with the data of a script is in that script, the lines around it not considered. */
function isInScript({ text, confidence }: ReadLine, script: Script): boolean {
  return confidence >= LEAST_CONFIDENCE && isOwn(text, script)
}

/** The better of two readings of a line of a creative in this script; Latin stands among other letters. */
export function betterLine(latin: ReadLine, own: ReadLine, script: Script): ReadLine {
  const least = latin.confidence < IS_CLEAR ? LEAST_AMONG_OWN : LEAST_OVER_LATIN
  return own.confidence >= least && isOwn(own.text, script) ? own : latin
}

/** A script, and how its data read the same few lines. */
export interface Trial {
  readonly script: Script
  readonly lines: readonly ReadLine[]
}

/** The script the lines are in: most are, and more surely than in any other; `null` where in none. */
export function chooseScript(trials: readonly Trial[]): Script | null {
  const judged = trials.map(({ script, lines }) => {
    const believed = lines.filter((line) => isInScript(line, script))
    return {
      script,
      isLikely: believed.length * 2 > lines.length,
      sure: believed.reduce((sum, { confidence }) => sum + confidence, 0),
    }
  })
  const [best] = judged.filter(({ isLikely }) => isLikely).toSorted((one, other) => other.sure - one.sure)
  return best?.script ?? null
}
